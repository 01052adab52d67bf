"""Writing the board and the tallies so that nothing in them tells the order of casting."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ARRAY, Integer, any_, bindparam, func, insert, select, update

from auriga_web.core.database import db, is_postgresql
from auriga_web.voting.models import (
    BallotBoard,
    Poll,
    PollRoll,
    PollState,
    PollTally,
    PollTallyBy,
)
from auriga_web.voting.rules.board import Line
from auriga_web.voting.rules.claims import forgets_before
from auriga_web.voting.rules.outcome import BALLOTS, Cell
from auriga_web.voting.rules.tallying import Tally


def write_board(poll_id: int, lines: Sequence[Line]) -> None:
    """Write the lines as they come: sorted by code, which is chance."""
    if not lines:
        return
    db.session.execute(
        insert(BallotBoard.__table__),  # type: ignore[arg-type]
        [{"poll_id": poll_id, **line._asdict()} for line in lines],
    )


def write_tallies(poll_id: int, tallies: Sequence[Tally], cells: Sequence[Cell]) -> None:
    """Write what was counted; option 0 is the number of ballots."""
    db.session.add_all(
        PollTally(poll_id=poll_id, question_no=tally.question_no, option_no=no, n=n)
        for tally in tallies
        for no, n in ((BALLOTS, tally.ballots), *tally.counts.items())
    )
    db.session.add_all(PollTallyBy(poll_id=poll_id, **vars(cell)) for cell in cells)
    db.session.flush()


def forget_who_voted(*, now: datetime) -> None:
    """Erase, of votes whose claims are settled, who took part in them; how many stays."""
    over = select(Poll.id).where(
        Poll.state == PollState.CLOSED, Poll.closed_at < forgets_before(now)
    )
    known = db.session.scalars(
        select(PollRoll.poll_id)
        .where(PollRoll.poll_id.in_(over), PollRoll.voted.is_not(None))
        .distinct()
    ).all()
    if known:
        db.session.execute(
            update(PollRoll)
            .where(PollRoll.poll_id.in_(known))
            .values(voted=None)
            .execution_options(synchronize_session=False)
        )


def mark_voted(poll_id: int, voter_ids: Sequence[int]) -> None:
    """Say of everyone on the roll whether they voted: one statement, in the order of the roll."""
    if is_postgresql():
        voted = PollRoll.voter_id == any_(bindparam("ids", list(voter_ids), ARRAY(Integer)))
    else:
        each = func.json_each(json.dumps(list(voter_ids))).table_valued("value")
        voted = PollRoll.voter_id.in_(select(each.c.value))
    db.session.execute(
        update(PollRoll)
        .where(PollRoll.poll_id == poll_id)
        .values(voted=voted)
        .execution_options(synchronize_session=False)
    )
