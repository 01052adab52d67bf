"""How staff prepare a vote, freeze it, and open it in two."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.core import clock
from auriga_web.voting.models import Poll, PollState
from auriga_web.voting.operations import closing
from tests.factories.accounts import PersonFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, draft_poll, frozen_poll, open_poll, voter


@pytest.fixture
def comune():
    return ComuneFactory(name="Foligno")


@pytest.fixture
def person(comune):
    return voter(comune)


class TestStaff:
    def test_writes_freezes_and_opens_in_two(self, client, comune, person, sign_in, db):
        now = clock.now()
        facilitator, administrator = (
            PersonFactory(facilitator=True),
            PersonFactory(administrator=True),
        )
        form = {
            "title": "Un voto di prova",
            "effect": "Si fa entro l'anno.",
            "territory_id": comune.id,
            "electorate": "lives",
            "opens_at": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
            "closes_at": (now + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M"),
            "question": "Lo facciamo?",
            "method": "single",
            "plain_options": "Sì\nNo",
            "minimum": 1,
            "winners": 1,
        }
        browser = sign_in(facilitator)
        assert browser.get("/votazioni/nuova").status_code == 200
        made = browser.post("/votazioni", data=form)
        poll = db.session.scalars(select(Poll).where(Poll.title == "Un voto di prova")).one()
        assert made.headers["Location"].endswith(f"/votazioni/{poll.id}/preparazione")
        assert browser.get(f"/votazioni/{poll.id}/preparazione").status_code == 200
        assert browser.get(f"/votazioni/{poll.id}/modifica").status_code == 200
        assert browser.post(f"/votazioni/{poll.id}/congelamento").status_code == 303
        assert browser.post(f"/votazioni/{poll.id}/apertura").status_code == 303
        assert browser.post(f"/votazioni/{poll.id}/apertura").status_code == 409
        assert poll.state is PollState.FROZEN

        assert sign_in(administrator).post(f"/votazioni/{poll.id}/apertura").status_code == 303

        assert poll.state is PollState.OPEN

    def test_says_what_comes_of_a_result(self, client, comune, person, sign_in, db):
        poll = open_poll(comune)
        closing.close_poll(poll.id, now=CLOSES)
        db.session.commit()
        browser = sign_in(PersonFactory(facilitator=True))

        short = browser.post(f"/votazioni/{poll.id}/esito", data={"answer-text": "Sì."})
        said = browser.post(
            f"/votazioni/{poll.id}/esito",
            data={"answer-text": "Si comincia a marzo.", "answer-review_on": "2027-09-01"},
        )

        assert (short.status_code, said.status_code) == (422, 303)
        assert "Si comincia a marzo." in client.get(f"/votazioni/{poll.id}").text

    @pytest.mark.parametrize("version", ["1", "x", "9" * 5_000])
    def test_changes_nothing_that_is_frozen(self, sign_in, comune, person, version):
        poll = frozen_poll(comune)
        form = {
            "title": "Un altro titolo",
            "effect": "Si fa entro l'anno.",
            "territory_id": comune.id,
            "electorate": "lives",
            "opens_at": "2027-03-01T10:00",
            "closes_at": "2027-03-09T10:00",
            "question": "Lo facciamo?",
            "method": "single",
            "plain_options": "Sì\nNo",
            "minimum": 1,
            "winners": 1,
            "version": version,
        }

        answer = sign_in(PersonFactory(facilitator=True)).post(
            f"/votazioni/{poll.id}/modifica", data=form
        )

        assert answer.status_code == 409
        assert poll.title != "Un altro titolo"

    @pytest.mark.parametrize("part", ["board.csv", "tabellone", "result.json", "verify.py"])
    def test_finds_no_board_of_a_draft(self, sign_in, comune, part):
        poll = draft_poll(comune)
        browser = sign_in(PersonFactory(facilitator=True, verified=True))

        assert browser.get(f"/votazioni/{poll.id}/{part}").status_code == 404

    @pytest.mark.parametrize("part", ["voto", "codice", "camera"])
    def test_finds_no_ballot_of_a_draft(self, sign_in, comune, part):
        poll = draft_poll(comune)
        browser = sign_in(PersonFactory(facilitator=True, verified=True))

        assert browser.post(f"/votazioni/{poll.id}/{part}", data={"q1": "1"}).status_code == 404

    def test_keeps_a_form_that_is_wrong(self, sign_in, comune, person):
        answer = sign_in(PersonFactory(facilitator=True)).post("/votazioni", data={"title": "A"})

        assert answer.status_code == 422
        assert 'value="A"' in answer.text

    @pytest.mark.parametrize("length", [200, 201])
    def test_keeps_what_was_written_when_an_option_is_too_long(
        self, sign_in, comune, person, length
    ):
        form = {
            "title": "Un voto di prova",
            "effect": "Si fa entro l'anno.",
            "territory_id": comune.id,
            "electorate": "lives",
            "opens_at": "2027-03-01T10:00",
            "closes_at": "2027-03-09T10:00",
            "question": "Lo facciamo?",
            "method": "approval",
            "plain_options": "Sì\n" + "x" * length,
            "minimum": 1,
            "winners": 1,
        }

        answer = sign_in(PersonFactory(facilitator=True)).post("/votazioni", data=form)

        assert answer.status_code == (303 if length == 200 else 422)
        assert length == 200 or ("La riga 2 " in answer.text and "x" * length in answer.text)

    @pytest.mark.parametrize("trait", ["verified", "operator", "moderator", "guarantor"])
    def test_is_for_facilitators_and_administrators(self, comune, person, sign_in, trait):
        poll = frozen_poll(comune)
        browser = sign_in(PersonFactory(**{trait: True}))

        assert browser.get(f"/votazioni/{poll.id}/preparazione").status_code == 403
        assert browser.post(f"/votazioni/{poll.id}/apertura").status_code == 403
