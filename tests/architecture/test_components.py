"""What components promise to whoever reads a page with a screen reader or without colours."""

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from wtforms import BooleanField, Form, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired

from auriga_web import paths


@pytest.fixture(scope="module")
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(paths.TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals["csrf_token"] = lambda: "a-token"
    environment.filters["day"] = str
    return environment


class Rendered:
    """Renders one macro of a component with what it is given."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __call__(self, component: str, macro: str, *args: Any, **options: Any) -> Markup:
        module = self._environment.get_template(f"components/{component}.html").module
        return Markup(getattr(module, macro)(*args, **options))


@pytest.fixture
def render(environment: Environment) -> Rendered:
    return Rendered(environment)


class NeedForm(Form):
    title = StringField("Title", [InputRequired("Write a title.")], description="A few words.")
    speaks_for = RadioField(
        "I speak for", [InputRequired("Choose.")], choices=[SelectChoice("me", "Me")]
    )
    agrees = BooleanField("I agree")


def stop(phase: str, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(label=phase.title(), phase=phase, **more)


class TestFilo:
    def test_is_an_ordered_list_that_says_its_phases_in_words(self, render: Rendered) -> None:
        shown = render("filo", "filo", [stop("past"), stop("here"), stop("next")])

        assert shown.startswith("<ol")
        assert shown.striptags() == "Past (done) Here (now) Next (next)"

    def test_marks_the_present_stop(self, render: Rendered) -> None:
        shown = render("filo", "filo", [stop("past"), stop("here")])

        assert shown.count('aria-current="step"') == 1

    def test_keeps_terracotta_for_what_is_near(self, render: Rendered) -> None:
        assert "urgent" in render("filo", "filo", [stop("here", urgent=True)])
        assert "urgent" not in render("filo", "filo", [stop("here", urgent=False), stop("past")])

    def test_escapes_what_people_wrote(self, render: Rendered) -> None:
        shown = render("filo", "filo", [stop("here", sentence="<b>bold</b>")])

        assert "<b>" not in shown


class TestDots:
    def test_are_six_and_a_word(self, render: Rendered) -> None:
        shown = render("filo", "dots", [stop("past"), stop("here")])

        assert shown.count("dots-bead ") + shown.count('"dots-bead"') == 6
        assert shown.striptags() == "Where we are: Here"

    def test_stop_at_a_no(self, render: Rendered) -> None:
        shown = render("filo", "dots", ["past", "end"], "Not for now")

        assert shown.count("dots-bead") == 4
        assert shown.striptags() == "Where we are: Not for now"

    def test_of_a_thread_that_is_all_past_say_its_last_word(self, render: Rendered) -> None:
        assert render("filo", "dots", [stop("past")]).striptags() == "Where we are: Past"


class TestField:
    def test_ties_hint_and_error_to_its_input(self, render: Rendered) -> None:
        form = NeedForm(data={})
        form.validate()

        shown = render("field", "field", form.title)

        assert 'aria-describedby="title-hint title-error"' in shown
        assert 'aria-invalid="true"' in shown
        assert 'id="title-error">Write a title.' in shown

    def test_says_what_is_optional(self, render: Rendered) -> None:
        form = NeedForm()

        assert "(optional)" not in render("field", "field", form.title)

    def test_groups_choices_under_their_question(self, render: Rendered) -> None:
        shown = render("field", "field", NeedForm().speaks_for)

        assert "<fieldset" in shown
        assert "<legend>I speak for</legend>" in shown

    def test_takes_attributes(self, render: Rendered) -> None:
        shown = render("field", "field", NeedForm().title, **{"hx-get": "/x", "rows": 3})

        assert 'hx-get="/x"' in shown
        assert 'rows="3"' in shown


class TestFormErrors:
    def test_link_to_each_field(self, render: Rendered) -> None:
        form = NeedForm(data={})
        form.validate()

        shown = render("field", "form_errors", form)

        assert 'href="#title"' in shown
        assert 'href="#speaks_for"' in shown
        assert 'role="alert"' in shown

    def test_say_nothing_when_all_is_well(self, render: Rendered) -> None:
        assert render("field", "form_errors", NeedForm()).strip() == ""


class TestButtons:
    def test_that_change_something_post_with_a_token(self, render: Rendered) -> None:
        shown = render("button", "post_button", "/x", "Do it", fields={"on": "1"})

        assert 'method="post"' in shown
        assert 'name="csrf_token" value="a-token"' in shown
        assert 'name="on" value="1"' in shown

    def test_that_lead_elsewhere_are_links(self, render: Rendered) -> None:
        assert render("button", "button", "Go", url="/x").startswith("<a ")


class TestPagination:
    def test_of_one_page_is_nothing(self, render: Rendered) -> None:
        assert render("pagination", "pagination", None).strip() == ""
