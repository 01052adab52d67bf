"""The Italian is complete: nothing missing, uncertain, left over or with other placeholders."""

import re

import pytest
from babel.messages import pofile

from auriga_web import paths
from auriga_web.core.commands.translations import texts_by_feature
from tests.architecture.tree import place

pytestmark = pytest.mark.once

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def catalogues():
    return sorted((paths.TRANSLATIONS / "it").glob("*.po"))


def messages_of(path):
    with path.open("rb") as file:
        return pofile.read_po(file, locale="it")


def texts_of(message):
    """Return the pairs of a text and its translation: one, or one for each plural."""
    if isinstance(message.id, tuple):
        one, many = message.id
        translated = message.string if isinstance(message.string, tuple) else ("", "")
        return [(one, translated[0]), *((many, form) for form in translated[1:])]
    return [(message.id, message.string or "")]


@pytest.fixture(scope="module")
def wanted():
    """The texts of code and templates, by feature."""
    return {
        feature: {(message.context, message.id) for message in catalogue if message.id}
        for feature, catalogue in texts_by_feature().items()
    }


def test_every_feature_with_words_has_a_catalogue(wanted):
    assert set(wanted) <= {path.stem for path in catalogues()}, "make translations"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.stem)
class TestCatalogue:
    def test_says_everything(self, path):
        missing = [
            source
            for message in messages_of(path)
            if message.id
            for source, translated in texts_of(message)
            if not translated.strip()
        ]

        assert not missing, f"{place(path)}: {missing}"

    def test_is_sure_of_itself(self, path):
        fuzzy = [message.id for message in messages_of(path) if message.id and message.fuzzy]

        assert not fuzzy, f"{place(path)}: {fuzzy}"

    def test_holds_nothing_left_over(self, path):
        obsolete = list(messages_of(path).obsolete)

        assert not obsolete, f"{place(path)}: {obsolete}"

    def test_holds_what_the_code_says_and_no_more(self, path, wanted):
        said = {(message.context, message.id) for message in messages_of(path) if message.id}
        known = wanted.get(path.stem, set())

        assert said == known, f"make translations: {said ^ known}"

    def test_keeps_the_placeholders(self, path):
        wrong = []
        for message in messages_of(path):
            for source, translated in texts_of(message) if message.id else []:
                wanted, found = (set(_PLACEHOLDER.findall(text)) for text in (source, translated))
                # A singular may say "one" in words.
                if found - wanted or (wanted - found - {"%(num)s"}):
                    wrong.append((source, translated))

        assert not wrong, f"{place(path)}: {wrong}"

    def test_has_the_voice(self, path):
        """No exclamation marks; and the words that product.md settles."""
        loud = [
            translated
            for message in messages_of(path)
            if message.id
            for _, translated in texts_of(message)
            if "!" in translated
        ]

        assert not loud, f"{place(path)}: {loud}"


def test_one_text_has_one_translation():
    """Catalogues are merged: the same text said in two ways would depend on their order."""
    seen: dict[object, tuple[object, str]] = {}
    differing = []
    for path in catalogues():
        for message in messages_of(path):
            key = (message.context, message.id)
            if not message.id:
                continue
            if key in seen and seen[key][0] != message.string:
                differing.append((message.id, seen[key][1], path.stem))
            seen[key] = (message.string, path.stem)

    assert not differing
