"""Documents on paper: tagged, in their language, and never a program that somebody wrote."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from auriga_web import paths
from auriga_web.core import documents
from auriga_web.core.language import in_language
from tests.factories import NOON

TRICKS = ["*grassetto*", "#panic()", "= Titolo", '#read("/layouts/page.html")', "$x$ `y` <z> @w \\"]


@pytest.fixture
def template(tmp_path, monkeypatch):
    """A template that shows one text, beside the real frame."""
    (tmp_path / "layouts").mkdir()
    frame = paths.TEMPLATES / "layouts" / "document.typ"
    (tmp_path / "layouts" / "document.typ").write_text(frame.read_text("utf-8"), "utf-8")
    (tmp_path / "one.typ").write_text(
        '#import "/layouts/document.typ": *\n#show: document\n= #about.title\n#data.text\n', "utf-8"
    )
    monkeypatch.setattr(paths, "TEMPLATES", tmp_path)
    return "one.typ"


def read(template, text, language="it"):
    with in_language(language):
        pdf = documents.typeset(template, {"text": text}, title="Perché sì", at=NOON)
    return PdfReader(BytesIO(pdf))


@pytest.mark.usefixtures("app")
class TestTypeset:
    @pytest.mark.parametrize("language", ["it", "en"])
    def test_is_tagged_and_says_its_language_and_title(self, template, language):
        document = read(template, "Ciao", language).trailer["/Root"]

        assert document["/MarkInfo"]["/Marked"]
        assert document["/Lang"].startswith(language)
        assert document["/StructTreeRoot"]
        assert read(template, "Ciao").metadata.title == "Perché sì"

    @pytest.mark.parametrize("text", TRICKS)
    def test_says_what_people_wrote_as_they_wrote_it(self, template, text):
        shown = "".join(read(template, text).pages[0].extract_text().split())

        assert "".join(text.split()) in shown

    def test_has_the_letters_of_the_names_of_here(self, template):
        shown = read(template, "è Ș ț ł ž Ñ €").pages[0].extract_text()

        assert all(letter in shown for letter in "èȘțłžÑ€")
        assert "�" not in shown

    def test_is_the_same_file_for_the_same_words_and_day(self, template):
        made = [documents.typeset(template, {"text": "x"}, title="T", at=NOON) for _ in range(2)]

        assert made[0] == made[1]


def test_an_answer_is_a_file_that_no_cache_keeps(app):
    with app.test_request_context():
        answer = documents.pdf_answer(b"%PDF-", "schede.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'filename="schede.pdf"' in answer.headers["Content-Disposition"]
