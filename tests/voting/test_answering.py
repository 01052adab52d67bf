"""What staff says in public after a vote, and the duty to say it."""

from datetime import date

import pytest
from sqlalchemy import select

from auriga_web.core.access import NotAllowed
from auriga_web.duties.models import Duty
from auriga_web.voting.operations import answering, closing
from auriga_web.voting.queries import published
from auriga_web.voting.rules import verify
from tests.factories.accounts import PersonFactory
from tests.factories.voting import CLOSES, DURING, acting, facilitator, open_poll


@pytest.fixture
def poll(db):
    return open_poll()


class TestAnswerResult:
    def test_says_in_public_what_comes_of_it(self, db, poll):
        closing.close_poll(poll.id, now=CLOSES)
        answer = {"text": "Lo facciamo entro marzo, con il comune.", "actor": facilitator()}

        answering.answer_result(poll.id, review_on=date(2027, 9, 1), now=CLOSES, **answer)
        due = db.session.scalars(select(Duty).where(Duty.kind == "poll.outcome")).one()
        assert due.done_at is None
        assert due.due_at.date() == date(2027, 9, 1)

        answering.answer_result(poll.id, review_on=None, now=CLOSES, **answer)
        db.session.refresh(due)
        assert due.done_at == CLOSES
        assert verify.problems(published.board_text(poll), published.result_text(poll)) == []

    def test_waits_for_the_result(self, poll):
        with pytest.raises(answering.NotClosedYet):
            answering.answer_result(
                poll.id, text="Lo facciamo.", review_on=None, actor=facilitator(), now=DURING
            )

    def test_is_for_those_who_prepare_votes(self, poll):
        closing.close_poll(poll.id, now=CLOSES)

        with pytest.raises(NotAllowed):
            answering.answer_result(
                poll.id,
                text="Lo facciamo.",
                review_on=None,
                actor=acting(PersonFactory(verified=True)),
                now=CLOSES,
            )
