"""`auriga translations`: finding texts and keeping one catalogue per feature."""

from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages import Catalog, pofile
from babel.messages.extract import extract_from_dir

from auriga_web import paths

_KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "N_": None,
}
# Folders of templates/ that are not features, and whose texts therefore belong to core.
_CORE = {"layouts", "components", "errors"}
# Flask-Security wants its pages in a folder of its own.
_OF_ANOTHER = {"security": "accounts"}


_ONCE = datetime(2026, 1, 1, tzinfo=UTC)


@click.command()
def translations() -> None:
    """Add new texts to the Italian catalogues and drop those no longer used."""
    for feature, wanted in sorted(texts_by_feature().items()):
        path = paths.TRANSLATIONS / "it" / f"{feature}.po"
        catalogue = read(path)
        catalogue.update(wanted, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        # Today's date in every catalogue would make every two changes collide.
        catalogue.creation_date = _ONCE
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            pofile.write_po(
                file, catalogue, width=100, sort_output=True, omit_header=False, no_location=True
            )
        missing = [message.id for message in catalogue if message.id and not _is_done(message)]
        if missing:
            click.echo(f"{feature}: {len(missing)} texts to translate in {path.name}")


def texts_by_feature() -> dict[str, Catalog]:
    """Return the texts that code and templates hold, by the feature they belong to."""
    found: dict[str, Catalog] = {}
    folders = [(path, "python") for path in _folders(paths.MIGRATIONS.parent / "auriga_web")]
    folders += [(path, "jinja2") for path in _folders(paths.TEMPLATES)]
    for folder, method in folders:
        feature = "core" if folder.name in _CORE else _OF_ANOTHER.get(folder.name, folder.name)
        catalogue = found.setdefault(feature, _new_catalogue())
        for _file, _line, message, comments, context in extract_from_dir(
            str(folder),
            method_map=[("**.py", "python")] if method == "python" else [("**.*", "jinja2")],
            options_map={"**.*": {"newstyle_gettext": "true", "trimmed": "true"}},
            keywords=_KEYWORDS,
        ):
            catalogue.add(message, context=context, auto_comments=comments)
    return {feature: catalogue for feature, catalogue in found.items() if len(catalogue)}


def read(path: Path) -> Catalog:
    """Return a catalogue as it stands; an empty one if the file is not there."""
    if not path.is_file():
        return _new_catalogue()
    with path.open("rb") as file:
        return pofile.read_po(file, locale="it")


def _is_done(message: object) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)  # type: ignore[attr-defined]
    return all(strings)


def _folders(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if path.is_dir() and path.name[0] not in "._")


def _new_catalogue() -> Catalog:
    return Catalog(locale="it", project="Auriga", version="1", fuzzy=False)
