"""A code that is not there: ten days to say so, the guarantor decides, how many is public."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from auriga_web.core import clock
from auriga_web.core.access import NotAllowed, Role
from auriga_web.core.mail import OutboxMail
from auriga_web.duties.models import Duty
from auriga_web.voting.models import PollClaim
from auriga_web.voting.operations import claims, closing
from auriga_web.voting.queries import polls
from auriga_web.voting.queries.claims import count_claims, list_claims
from auriga_web.voting.rules.claims import TooLate
from tests.factories.accounts import PersonFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, DURING, acting, open_poll, voters

AFTER = CLOSES + timedelta(days=2)
TEXT = "Ho il codice ABC e non lo trovo."


@pytest.fixture
def comune():
    return ComuneFactory()


@pytest.fixture
def people(comune):
    return voters(comune, 3)


@pytest.fixture
def poll(db, comune, people):
    poll = open_poll(comune)
    closing.close_poll(poll.id, now=CLOSES)
    db.session.commit()
    return poll


def guarantor(person=None):
    return acting(person or PersonFactory(guarantor=True), Role.GUARANTOR)


def claim(db, poll, person, at=AFTER):
    claims.make_claim(poll.id, text=TEXT, actor=acting(person), now=at)
    db.session.commit()
    return db.session.scalars(select(PollClaim).where(PollClaim.person_id == person.id)).one()


def decide(db, poll, made, *, is_upheld=True, actor=None):
    claims.decide_claim(
        poll.id,
        made.id,
        is_upheld=is_upheld,
        reason="Guardato riga per riga.",
        actor=actor or guarantor(),
        now=AFTER,
    )
    db.session.commit()


class TestMakeClaim:
    def test_opens_a_duty_of_the_guarantor_and_is_counted(self, db, poll, people):
        claim(db, poll, people[0])

        duty = db.session.scalars(select(Duty).where(Duty.kind == "poll.claims")).one()
        assert duty.role == "guarantor"
        assert count_claims(poll.id) == (1, 0, 0)

    def test_is_made_once(self, db, poll, people):
        claim(db, poll, people[0])

        with pytest.raises(claims.AlreadyClaimed):
            claim(db, poll, people[0])

    def test_is_for_those_on_the_roll(self, db, poll):
        with pytest.raises(NotAllowed):
            claim(db, poll, PersonFactory(verified=True))

    @pytest.mark.parametrize(
        ("after", "is_in_time"),
        [(timedelta(0), True), (timedelta(days=10, seconds=-1), True), (timedelta(days=10), False)],
    )
    def test_takes_ten_days(self, db, poll, people, after, is_in_time):
        if is_in_time:
            assert claim(db, poll, people[0], CLOSES + after).made_at == CLOSES + after
        else:
            with pytest.raises(TooLate):
                claim(db, poll, people[0], CLOSES + after)

    def test_needs_a_result(self, db, comune, people):
        poll = open_poll(comune)

        with pytest.raises(TooLate):
            claim(db, poll, people[0], DURING)


class TestDecideClaim:
    def test_answers_who_claimed_and_says_in_public_how_it_ended(self, db, poll, people):
        made = [claim(db, poll, person) for person in people[:2]]
        decide(db, poll, made[0])
        decide(db, poll, made[1], is_upheld=False)

        mails = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "voting.claim"))
        duty = db.session.scalars(select(Duty).where(Duty.kind == "poll.claims")).one()
        events = [event.payload for event in polls.list_events(poll.id)]
        assert sorted(mail.recipient for mail in mails) == sorted(p.email for p in people[:2])
        assert duty.done_at == AFTER
        assert events[-2:] == [{"is_upheld": True}, {"is_upheld": False}]
        assert count_claims(poll.id) == (2, 2, 1)
        assert TEXT not in str(events)

    def test_is_for_the_guarantor_and_once(self, db, poll, people):
        made = claim(db, poll, people[0])
        for role in set(Role) - {Role.GUARANTOR}:
            with pytest.raises(NotAllowed):
                decide(db, poll, made, actor=acting(PersonFactory(), role))
        decide(db, poll, made)

        with pytest.raises(claims.AlreadyDecided):
            decide(db, poll, made)

    def test_is_not_for_who_claimed(self, db, poll, people):
        made = claim(db, poll, people[0])

        with pytest.raises(NotAllowed):
            decide(db, poll, made, actor=guarantor(people[0]))
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(
                update(PollClaim).values(
                    is_upheld=True, reason="x", decided_at=AFTER, decided_by_id=people[0].id
                )
            )

    def test_finds_no_claim_about_another_vote(self, db, poll, people):
        made = claim(db, poll, people[0])
        other = open_poll()

        with pytest.raises(NoResultFound):
            decide(db, other, made)

    def test_is_read_by_the_guarantor_alone(self, db, poll, people):
        claim(db, poll, people[0])

        assert [row.claim.text for row in list_claims(poll.id, reader=guarantor())] == [TEXT]
        with pytest.raises(NotAllowed):
            list_claims(poll.id, reader=acting(people[0]))


class TestPages:
    def test_let_a_voter_claim_and_the_guarantor_decide(
        self, db, monkeypatch, client, sign_in, poll, people
    ):
        monkeypatch.setattr(clock, "now", lambda: AFTER)
        at = f"/votazioni/{poll.id}"
        browser = sign_in(people[0])
        assert "Il mio codice non c’è" in browser.get(at).text
        assert browser.post(f"{at}/reclami", data={"text": "no"}).status_code == 422
        assert browser.post(f"{at}/reclami", data={"text": TEXT}).status_code == 303
        assert browser.post(f"{at}/reclami", data={"text": TEXT}).status_code == 409
        assert "1 persona ha detto che il suo codice non c’è" in browser.get(at).text
        assert browser.get(f"{at}/reclami").status_code == 403

        deciding = sign_in(PersonFactory(guarantor=True))
        made = db.session.scalars(select(PollClaim)).one()
        address = f"{at}/reclami/{made.id}/decisione"
        verdict = {"reason": "È alla riga 12.", "verdict": "wrong"}
        assert TEXT in deciding.get(f"{at}/reclami").text
        assert deciding.post(address, data={}).status_code == 422
        assert deciding.post(address, data=verdict).status_code == 303
        assert deciding.post(address, data=verdict).status_code == 409
        assert deciding.post(f"{at}/reclami/999/decisione", data=verdict).status_code == 404

    def test_stop_offering_it_after_ten_days(self, monkeypatch, sign_in, poll, people):
        monkeypatch.setattr(clock, "now", lambda: CLOSES + timedelta(days=10))

        assert "Il mio codice non c’è" not in sign_in(people[0]).get(f"/votazioni/{poll.id}").text

    def test_of_an_open_vote_have_no_claims(self, monkeypatch, sign_in, people):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        poll = open_poll()

        answer = sign_in(people[0]).post(f"/votazioni/{poll.id}/reclami", data={"text": TEXT})

        assert answer.status_code == 403
