"""The list of messages, following, choosing, and the link that stops the mail."""

from html import unescape
from re import search

import pytest

from auriga_web.core.database import db as database
from auriga_web.notifications import queries, rules
from auriga_web.notifications.models import Follow, MailWay, Notification, NotificationPreference
from tests.factories import (
    InitiativeFactory,
    NeedFactory,
    NotificationFactory,
    NotificationPreferenceFactory,
    PersonFactory,
)


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def browser(sign_in, person):
    return sign_in(person)


def _message(person, need, **changes):
    return NotificationFactory(person_id=person.id, subject_id=str(need.id), **changes)


class TestList:
    def test_shows_the_unread_first(self, browser, person):
        _message(person, NeedFactory(published=True, title="Gi\u00e0 letto"), read=True)
        _message(person, NeedFactory(published=True, title="Non ancora letto"))
        _message(person, NeedFactory(published=True, title="Letto per ultimo"), read=True)

        page = browser.get("/messaggi").text

        assert (
            page.index("Non ancora letto")
            < page.index("Letto per ultimo")
            < page.index("Gi\u00e0 letto")
        )

    def test_is_ones_own_and_private(self, browser):
        _message(PersonFactory(), NeedFactory(published=True, title="Di un'altra persona"))

        answer = browser.get("/messaggi")

        assert "altra persona" not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"

    def test_asks_visitors_to_sign_in(self, client):
        assert client.get("/messaggi").status_code == 302

    def test_does_not_name_what_was_hidden(self, browser, person):
        _message(person, NeedFactory(published=True, hidden=True, title="Titolo nascosto"))

        answer = browser.get("/messaggi")

        assert answer.status_code == 200
        assert "Titolo nascosto" not in answer.text

    def test_takes_few_statements_however_long(self, browser, person, count_queries):
        for _ in range(15):
            _message(person, NeedFactory(published=True))
        _message(person, InitiativeFactory(), subject_kind="initiative", kind="initiative_frozen")
        database.session.expunge_all()

        with count_queries() as statements:
            browser.get("/messaggi")

        assert len(statements) <= 6, statements

    def test_pages_from_the_unread_into_the_read(self, browser, person):
        for number in range(25):
            need = NeedFactory(published=True, title=f"Numero {number:02d}")
            _message(person, need, **({"read": True} if number < 12 else {}))
        first = browser.get("/messaggi").text

        following = unescape(search(r'rel="next" href="([^"]+)"', first).group(1))
        second = browser.get(following).text

        shown = [f"Numero {n:02d}" in first for n in range(25)]
        assert sum(shown) == 20
        assert all((f"Numero {n:02d}" in second) != shown[n] for n in range(25))


class TestReading:
    def test_one_counts_down_in_the_header(self, browser, person):
        NotificationPreferenceFactory(person_id=person.id, unread_count=1)
        message = _message(person, NeedFactory(published=True))
        assert "notifications-count" in browser.get("/messaggi").text

        answer = browser.post(f"/messaggi/{message.id}/lettura")

        assert answer.status_code == 302
        assert "notifications-count" not in browser.get("/messaggi").text

    def test_all_marks_what_was_shown(self, browser, person, db):
        NotificationPreferenceFactory(person_id=person.id, unread_count=2)
        messages = [_message(person, NeedFactory(published=True)) for _ in range(2)]

        browser.post("/messaggi/letture", data={"fino": messages[-1].id})

        assert queries.unread_count(person.id) == 0
        assert db.session.query(Notification).filter_by(is_read=False).count() == 0

    def test_those_of_others_are_not_found(self, browser):
        message = _message(PersonFactory(), NeedFactory(published=True))

        assert browser.post(f"/messaggi/{message.id}/lettura").status_code == 404


class TestFollowing:
    @pytest.mark.parametrize("kind", ["need", "initiative"])
    def test_leads_back_to_the_page(self, browser, kind, db):
        thing = NeedFactory(published=True) if kind == "need" else InitiativeFactory()
        data = {"tipo": kind, "id": thing.id}

        answer = browser.post("/seguiti", data=data)

        assert answer.status_code == 302
        assert str(thing.id) in answer.location
        assert db.session.query(Follow).count() == 1
        browser.post("/seguiti/rinunce", data=data)
        assert db.session.query(Follow).count() == 0

    def test_answers_htmx_with_the_other_button(self, browser):
        initiative = InitiativeFactory()

        answer = browser.post(
            "/seguiti",
            data={"tipo": "initiative", "id": initiative.id},
            headers={"HX-Request": "true"},
        )

        assert "/seguiti/rinunce" in answer.text
        assert "<html" not in answer.text

    def test_stands_on_the_page_of_an_initiative(self, browser):
        initiative = InitiativeFactory()

        assert (
            f'id="follow-initiative-{initiative.id}"'
            in browser.get(f"/iniziative/{initiative.id}").text
        )

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"tipo": "need", "id": "x"},
            {"tipo": "need", "id": "99999999999"},
            {"tipo": "poll", "id": "1"},
            {"tipo": "need", "id": "1"},
        ],
    )
    def test_of_what_is_not_there_is_not_found(self, browser, data):
        assert browser.post("/seguiti", data=data).status_code == 404

    def test_of_what_is_hidden_is_not_found_but_can_be_given_up(self, browser, db, person):
        need = NeedFactory(published=True, hidden=True, follow_count=1)
        db.session.add(
            Follow(
                person_id=person.id,
                subject_kind="need",
                subject_id=str(need.id),
                at=need.created_at,
            )
        )
        db.session.commit()
        data = {"tipo": "need", "id": need.id}

        assert browser.post("/seguiti", data=data).status_code == 404
        assert browser.post("/seguiti/rinunce", data=data).status_code == 302
        assert db.session.query(Follow).count() == 0


class TestPreferences:
    def test_are_kept(self, browser, person):
        answer = browser.post("/messaggi/preferenze", data={"mail": "daily"})

        assert answer.status_code == 302
        known = queries.find_preference(person.id)
        assert (known.mail, known.is_quiet_at_night) == (MailWay.DAILY, False)
        assert "checked" in browser.get("/messaggi/preferenze").text

    def test_that_make_no_sense_are_refused(self, browser):
        assert browser.post("/messaggi/preferenze", data={"mail": "often"}).status_code == 422

    def test_list_what_one_follows_and_may_see(self, browser):
        seen = NeedFactory(published=True, title="Seguo questo")
        browser.post("/seguiti", data={"tipo": "need", "id": seen.id})

        assert "Seguo questo" in browser.get("/messaggi/preferenze").text


class TestUnsubscription:
    @pytest.fixture
    def link(self, app, person):
        token = rules.unsubscription_token(person.id, secret=app.config["SECRET_KEY"])
        return f"/disiscrizione/{token}"

    def _way(self, person):
        known = database.session.get(NotificationPreference, person.id)
        return known.mail if known else None

    def test_asks_first_because_programs_open_links(self, client, link, person):
        answer = client.get(link)

        assert answer.status_code == 200
        assert "<button" in answer.text
        assert self._way(person) is None
        assert answer.headers["Referrer-Policy"] == "no-referrer"

    def test_is_done_by_one_post_without_session_or_form(
        self, app, client, link, person, monkeypatch
    ):
        # As in production: the mail program has no token against forgery.
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

        answer = client.post(link, data={"List-Unsubscribe": "One-Click"})

        assert answer.status_code == 200
        assert self._way(person) is MailWay.NONE

    def test_leaves_other_posts_guarded(self, app, browser, monkeypatch):
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

        assert browser.post("/messaggi/letture").status_code == 400

    def test_may_also_ask_for_one_a_day(self, client, link, person):
        client.post(link, data={"quanto": "daily"})

        assert self._way(person) is MailWay.DAILY

    @pytest.mark.parametrize("token", ["x", "Nw.abc", "%00", "a" * 500])
    def test_with_a_wrong_token_is_not_found(self, client, token):
        for method in ("GET", "POST"):
            assert client.open(f"/disiscrizione/{token}", method=method).status_code == 404

    def test_stops_nobody_else(self, client, link, person):
        other = NotificationPreferenceFactory()

        client.post(link)

        database.session.expire_all()
        assert other.mail is MailWay.IMMEDIATE
