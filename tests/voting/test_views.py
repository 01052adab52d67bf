"""The pages of votes: for visitors, voters, bodies and staff; without JavaScript and with htmx."""

import json
import re

import pytest
from sqlalchemy import select

from auriga_web.accounts.models import Person
from auriga_web.core import clock
from auriga_web.voting.models import PollRoll, PollState
from auriga_web.voting.operations import closing
from auriga_web.voting.operations.drafting import OptionDraft
from tests.factories.accounts import PersonFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import (
    CLOSES,
    DURING,
    cast,
    draft_poll,
    open_poll,
    voter,
    voters,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture
def comune():
    return ComuneFactory(name="Foligno")


@pytest.fixture(autouse=True)
def _while_votes_are_open(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: DURING)


@pytest.fixture
def person(comune):
    voters(comune, 12)
    return voter(comune)


@pytest.fixture
def poll(comune, person):
    return open_poll(comune)


def etag_in(answer):
    return re.search(r'name="seen" value="(\w*)"', answer.text).group(1)


def on_roll(db, poll):
    return db.session.scalars(
        select(Person)
        .join(PollRoll, PollRoll.voter_id == Person.id)
        .where(PollRoll.poll_id == poll.id)
        .order_by(Person.id)
    ).all()


class TestList:
    def test_says_what_is_open_and_what_is_over(self, client, poll):
        page = client.get("/votazioni")

        assert page.status_code == 200
        assert poll.title in page.text

    def test_keeps_drafts_to_staff(self, client, comune, person, sign_in):
        draft = draft_poll(comune)

        assert draft.title not in client.get("/votazioni").text
        assert client.get(f"/votazioni/{draft.id}").status_code == 404
        assert sign_in(person).get(f"/votazioni/{draft.id}").status_code == 404

    def test_takes_few_statements(self, client, poll, count_queries):
        with count_queries() as statements:
            client.get("/votazioni")

        assert len(statements) <= 5, statements


class TestPage:
    def test_says_the_effect_and_until_when(self, client, poll):
        page = client.get(f"/votazioni/{poll.id}").text

        assert "Il consorzio realizza" in page

    def test_says_to_each_whether_they_are_on_the_roll(self, client, poll, person, sign_in):
        assert (
            f'href="/votazioni/{poll.id}/voto"' in sign_in(person).get(f"/votazioni/{poll.id}").text
        )

        stranger = sign_in(PersonFactory(verified=True)).get(f"/votazioni/{poll.id}").text

        assert f'href="/votazioni/{poll.id}/voto"' not in stranger

    def test_says_that_counting_goes_on_and_closes_nothing(self, client, poll, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: CLOSES)

        page = client.get(f"/votazioni/{poll.id}")

        assert "/voto" not in page.text
        assert page.status_code == 200
        assert poll.state is PollState.OPEN

    def test_takes_few_statements(self, poll, person, sign_in, count_queries):
        browser = sign_in(person)

        with count_queries() as statements:
            browser.get(f"/votazioni/{poll.id}")

        assert len(statements) <= 8, statements


class TestBallot:
    def test_is_for_those_on_the_roll(self, client, poll, sign_in):
        assert client.get(f"/votazioni/{poll.id}/voto").status_code == 302

        stranger = sign_in(PersonFactory(verified=True))

        assert stranger.get(f"/votazioni/{poll.id}/voto").status_code == 302
        assert stranger.post(f"/votazioni/{poll.id}/voto", data={"q1": "1"}).status_code == 403

    def test_votes_without_javascript(self, poll, person, sign_in):
        browser = sign_in(person)

        answer = browser.post(f"/votazioni/{poll.id}/voto", data={"q1": ["1", "3"], "seen": ""})
        page = browser.get(answer.headers["Location"])

        assert answer.status_code == 303
        assert page.text.count(" checked") == 2
        assert page.headers["Cache-Control"] == "no-store"

    def test_saves_each_choice_with_htmx(self, poll, person, sign_in):
        browser = sign_in(person)
        at = f"/votazioni/{poll.id}/voto"

        first = browser.post(at, data={"q1": ["1"], "seen": ""}, headers=HTMX)
        second = browser.post(at, data={"q1": ["1", "2"], "seen": etag_in(first)}, headers=HTMX)

        assert first.status_code == second.status_code == 200
        assert first.text.lstrip().startswith('<div id="ballot-state"')
        assert etag_in(second) != etag_in(first)

    def test_below_the_minimum_keeps_what_was_typed_and_what_is_in_the_box(
        self, comune, person, sign_in
    ):
        poll = open_poll(comune, minimum=2)
        browser = sign_in(person)
        held = cast(poll, person, 1, 2)

        answer = browser.post(f"/votazioni/{poll.id}/voto", data={"q1": "3", "seen": held.etag})

        assert answer.status_code == 422
        assert answer.text.count(" checked") == 1
        assert etag_in(answer) == held.etag

    def test_says_that_it_changed_meanwhile(self, poll, person, sign_in):
        browser = sign_in(person)
        cast(poll, person, 1)

        answer = browser.post(f"/votazioni/{poll.id}/voto", data={"q1": ["2"], "seen": ""})
        again = browser.post(
            f"/votazioni/{poll.id}/voto", data={"q1": ["2"], "seen": etag_in(answer)}
        )

        assert answer.status_code == 409
        assert again.status_code == 303

    def test_says_when_the_vote_is_over(self, poll, person, sign_in, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: CLOSES)
        browser = sign_in(person)

        for headers in ({}, HTMX):
            answer = browser.post(
                f"/votazioni/{poll.id}/voto", data={"q1": "1", "seen": ""}, headers=headers
            )
            assert answer.status_code == 409

    def test_gives_503_and_no_row_without_its_key(self, app, db, poll, person, sign_in):
        for key in app.config["BALLOT_KEY_DIR"].glob(f"{poll.key_name}.key"):
            key.unlink()
        browser = sign_in(person)

        cast_answer = browser.post(f"/votazioni/{poll.id}/voto", data={"q1": "1", "seen": ""})

        assert cast_answer.status_code == 503
        assert browser.get(f"/votazioni/{poll.id}/voto").status_code == 503

    def test_has_an_order_of_its_own_for_each_voter_that_stays(self, db, poll, sign_in):
        def order(person):
            page = sign_in(person).get(f"/votazioni/{poll.id}/voto").text
            return re.findall(r'name="q1" value="(\d)"', page)

        people = on_roll(db, poll)
        orders = {tuple(order(p)) for p in people}

        assert len(orders) > 1
        assert order(people[0]) == order(people[0])

    def test_takes_few_statements(self, poll, person, sign_in, count_queries):
        browser = sign_in(person)
        with count_queries() as reading:
            browser.get(f"/votazioni/{poll.id}/voto")
        with count_queries() as writing:
            browser.post(f"/votazioni/{poll.id}/voto", data={"q1": "1", "seen": ""})

        assert len(reading) <= 8, reading
        assert len(writing) <= 8, writing


class TestCode:
    def test_is_shown_in_the_answer_to_a_post_and_nowhere_else(self, poll, person, sign_in):
        browser = sign_in(person)
        cast(poll, person, 2)

        first = browser.post(f"/votazioni/{poll.id}/codice")
        second = browser.post(f"/votazioni/{poll.id}/codice")

        shown = [
            re.search(r'id="code-1">([\w-]+)<', page.text).group(1) for page in (first, second)
        ]
        assert first.headers["Cache-Control"] == "no-store"
        assert shown[0] != shown[1]
        assert shown[1] not in browser.get(f"/votazioni/{poll.id}/voto").text
        assert browser.get(f"/votazioni/{poll.id}/codice").status_code == 405

    def test_needs_a_ballot(self, poll, person, sign_in):
        assert sign_in(person).post(f"/votazioni/{poll.id}/codice").status_code == 303


class TestResult:
    @pytest.fixture
    def closed(self, db, poll):
        for number, somebody in enumerate(on_roll(db, poll)[:11]):
            cast(poll, somebody, 1, 2 + number % 2)
        closing.close_poll(poll.id, now=poll.closes_at)
        db.session.commit()
        return poll

    def test_shows_figures_with_their_denominators(self, client, closed):
        page = client.get(f"/votazioni/{closed.id}").text

        assert "11" in page
        assert closed.board_sha256 in page

    def test_publishes_its_files(self, client, closed):
        files = [
            client.get(f"/votazioni/{closed.id}/{name}") for name in ("board.csv", "verify.py")
        ]
        result = client.get(f"/votazioni/{closed.id}/result.json")

        assert all(file.status_code == 200 for file in files)
        assert json.loads(result.text)["outcome"]["questions"][0]["ballots"] == 11

    def test_lists_every_vote_for_the_eye(self, client, closed):
        assert client.get(f"/votazioni/{closed.id}/tabellone").text.count("<code>") == 12

    @pytest.mark.parametrize("name", ["board.csv", "result.json", "verify.py", "tabellone"])
    def test_is_not_there_before_the_close(self, client, poll, name):
        assert client.get(f"/votazioni/{poll.id}/{name}").status_code == 404


def test_the_page_on_secrecy_is_there(client):
    assert client.get("/votazioni/segretezza").status_code == 200


class TestSlots:
    @pytest.fixture
    def initiative(self, comune, person):
        one = InitiativeFactory(frozen=True)
        options = [OptionDraft(initiative_id=one.id), OptionDraft(title="No")]
        open_poll(comune, options=options, method="single", maximum=1)
        return one

    def test_lead_from_an_initiative_to_its_vote(self, client, initiative):
        page = client.get(f"/iniziative/{initiative.id}")

        assert f'href="/votazioni/{initiative.poll_id}"' in page.text

    def test_show_what_is_open_on_home_and_on_my_page(self, person, initiative, sign_in):
        browser = sign_in(person)

        assert f'href="/votazioni/{initiative.poll_id}"' in browser.get("/").text
        assert f'href="/votazioni/{initiative.poll_id}/voto"' in browser.get("/io").text
