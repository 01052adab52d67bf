"""A moderator clears fifty warnings from the keyboard; the guarantor decides on an appeal."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.somebody import it, several

FIFTY = 50


@pytest.fixture
def served_app(serve):
    """An application for each: what others warned about, or left, would stand among the fifty."""
    yield from serve()


@pytest.fixture
def fifty_warnings(served_app):
    """Fifty comments that somebody has warned about, each waiting for the moderators."""
    now = datetime.now(UTC).replace(tzinfo=None)
    due = (now + timedelta(days=1)).isoformat(sep=" ")
    with served_app.database() as database:
        rows = database.execute(
            "SELECT id FROM comment WHERE hidden_at IS NULL AND held_at IS NULL"
            " AND deleted_at IS NULL AND author_body_id IS NULL AND is_official = 0"
            " AND lower(body) NOT LIKE '%consorzi%' AND lower(body) NOT LIKE '%auriga%'"
            " AND lower(body) NOT LIKE '%cooperativa%' AND author_id NOT IN"
            " (SELECT id FROM person WHERE email LIKE 'sara@%') ORDER BY id LIMIT 50"
        ).fetchall()
        for (comment_id,) in rows:
            database.execute(
                "INSERT INTO report (subject_kind, subject_id, category, text, receipt,"
                " is_trusted, about_consortium, created_at, read_by)"
                " VALUES ('comment', ?, 'insult', 'Offende.', ?, 0, 0, ?, ?)",
                (str(comment_id), f"GIRO{comment_id:08d}", now.isoformat(sep=" "), due),
            )
            # As serious as can be, so that they come before all that the demo has.
            database.execute(
                "INSERT INTO duty (kind, subject_kind, subject_id, role, opened_at, due_at, harm)"
                " VALUES ('moderation.report', 'comment', ?, 'moderator', ?, ?, 3)",
                (str(comment_id), now.isoformat(sep=" "), due),
            )
        database.commit()
    assert len(rows) == FIFTY
    return [comment_id for (comment_id,) in rows]


def open_warnings(served_app):
    with served_app.database() as database:
        return database.execute(
            "SELECT count(*) FROM duty WHERE kind = 'moderation.report' AND harm = 3"
            " AND done_at IS NULL"
        ).fetchone()[0]


def strikes(page, key):
    """Strike a key that sends something, and wait for the page that answers."""
    with page.expect_navigation():
        page.keyboard.press(key)


class TestFiftyWarnings:
    def test_are_cleared_from_the_keyboard(
        self, somebody, served_app, fifty_warnings, check_accessible
    ):
        sara = somebody().signs_in("sara@demo.example").goes_to("/personale")
        page = sara.page
        rows = page.locator(".inbox-row--harm")
        expect(rows).to_have_count(FIFTY)
        check_accessible(page)

        strikes(page, "r")
        sara.reads(several("%(num)s done.", "%(num)s done.", 1))
        assert open_warnings(served_app) == FIFTY - 1
        strikes(page, "u")
        assert open_warnings(served_app) == FIFTY
        strikes(page, "a")
        expect(page.locator(".inbox-one")).to_contain_text("Sara")

        sara.goes_to("/personale")
        for _ in range(3):
            page.keyboard.press("x")
            page.keyboard.press("j")
        expect(page.locator(".inbox-tick:checked")).to_have_count(3)
        page.locator("#inbox-together select").select_option("insult")
        sara.presses("Hide them")
        assert open_warnings(served_app) == FIFTY - 3

        page.locator("#inbox-together input[name='tutte']").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name=it("They are all right"), exact=True).focus()
        strikes(page, "Enter")
        assert open_warnings(served_app) == 0

        strikes(page, "u")
        assert open_warnings(served_app) == FIFTY - 3

    def test_are_cleared_without_javascript(self, somebody, served_app, fifty_warnings):
        sara = somebody(javascript=False, width=320).signs_in("sara@demo.example")
        sara.goes_to("/personale")
        before = open_warnings(served_app)

        sara.ticks("tutte")
        sara.presses("They are all right")

        assert open_warnings(served_app) == 0 < before


class TestAnAppeal:
    def test_is_decided_by_the_guarantor_and_gives_the_words_back(
        self, somebody, served_app, mailbox, check_accessible
    ):
        with served_app.database() as database:
            need_id = database.execute(
                "SELECT need.id FROM need JOIN person ON person.id = need.author_id"
                " WHERE person.email = 'marta@demo.example' AND need.state = 'taken_up'"
                " AND need.hidden_at IS NULL AND need.author_body_id IS NULL ORDER BY need.id"
            ).fetchone()[0]
        need, case = f"/bisogni/{need_id}", f"/moderazione/need/{need_id}"

        sara = somebody().signs_in("sara@demo.example").goes_to(case)
        sara.ticks("verdict", "hide").ticks("ground", "rules")
        sara.writes("rule", "Sul tema").writes("facts", "Il testo parla d’altro.")
        sara.presses("Decide and tell them")
        decision = sara.path

        marta = somebody(width=320).signs_in("marta@demo.example").goes_to(decision)
        marta.reads("Il testo parla d’altro.")
        marta.goes_to(f"{decision}/ricorso")
        check_accessible(marta.page)
        marta.writes("text", "Parla proprio di quello che manca qui.")
        marta.presses("Send the appeal")
        marta.goes_to(need).reads("Nascosto")

        sara.goes_to("/personale").does_not_read("Parla proprio di quello che manca qui.")
        ugo = somebody().signs_in("ugo@demo.example").goes_to("/personale")
        ugo.page.locator("a[href^='/moderazione/ricorsi/']").first.click()
        ugo.lands_on(r"/moderazione/ricorsi/\d+")
        check_accessible(ugo.page)
        appeal = ugo.path
        assert sara.page.goto(appeal) is not None
        ugo.ticks("outcome", "reversed").writes("reasons", "Il testo è sul tema.")
        ugo.presses("Decide and tell them")

        marta.goes_to(need).does_not_read("Nascosto il")
        visitor = somebody(javascript=False)
        assert visitor.page.goto(need).status == 200
        message = mailbox.wait_for("marta@demo.example", "Il testo è sul tema.")
        assert re.search("ricorso", message["Subject"])
