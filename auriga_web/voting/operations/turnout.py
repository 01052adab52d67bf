"""How many have voted so far: rounded down to tens, and written once an hour at most."""

from datetime import datetime

from sqlalchemy import func, select, update

from auriga_web.core.database import db
from auriga_web.voting.models import BallotBox, Poll, PollState
from auriga_web.voting.rules.turnout import is_due, rounded


def show_turnouts(*, now: datetime) -> None:
    """Write the turnout of each open vote that was not looked at in this hour."""
    polls = db.session.execute(
        select(Poll.id, Poll.turnout_at).where(
            Poll.state == PollState.OPEN, Poll.opens_at <= now, Poll.closes_at > now
        )
    ).all()
    for poll in polls:
        if not is_due(last_at=poll.turnout_at, now=now):
            continue
        cast = db.session.scalar(
            select(func.count()).select_from(BallotBox).where(BallotBox.poll_id == poll.id)
        )
        db.session.execute(
            update(Poll)
            .where(Poll.id == poll.id)
            .values(turnout_shown=rounded(cast or 0), turnout_at=now)
            .execution_options(synchronize_session=False)
        )
