"""A vote from its draft to its board: who may, when, and what must always hold."""

import pytest
from sqlalchemy import func, select

from auriga_web.voting.models import BallotBoard, BallotBox, PollState, PollTally
from auriga_web.voting.operations import closing
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, cast, code_of, open_poll, voters


@pytest.fixture
def comune():
    return ComuneFactory()


def boxes(db, poll):
    return db.session.scalar(
        select(func.count()).select_from(BallotBox).where(BallotBox.poll_id == poll.id)
    )


class TestCastBallot:
    def test_puts_one_row_in_the_box(self, db, comune):
        person, *_ = voters(comune, 2)
        poll = open_poll(comune)

        held = cast(poll, person, 1, 3)
        again = cast(poll, person, 2, seen=held.etag)

        assert boxes(db, poll) == 1
        assert again.answers == {1: (2,)}
        assert again.etag != held.etag


class TestClosePoll:
    def test_makes_the_board(self, db, comune):
        people = voters(comune, 12)
        poll = open_poll(comune)
        for person in people[:11]:
            cast(poll, person, 1)
        code = code_of(poll, people[0])

        assert closing.close_poll(poll.id, now=CLOSES)
        db.session.commit()

        assert poll.state is PollState.CLOSED
        assert boxes(db, poll) == 0
        assert db.session.get(BallotBoard, (poll.id, 1, code)).choice == "1"
        assert db.session.get(PollTally, (poll.id, 1, 0)).n == 11
