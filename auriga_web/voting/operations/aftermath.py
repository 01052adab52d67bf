"""What a vote changes beside itself: the thread of what was voted on, who must answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from auriga_web.chain import operations as chain
from auriga_web.core.access import Role
from auriga_web.core.job_queue import enqueue
from auriga_web.duties import operations as duties
from auriga_web.voting.models import Poll

# By when staff say what they make of the result.
OUTCOME_DUE = timedelta(days=30)


def after_opening(poll: Poll, *, initiative_ids: Sequence[int], now: datetime) -> None:
    """Tie a vote that opens to the initiatives it is about."""
    for initiative_id in initiative_ids:
        chain.link(origin=("initiative", initiative_id), result=("poll", poll.id), now=now)


def after_close(
    poll: Poll, *, approved: Sequence[int], rejected: Sequence[int], now: datetime
) -> None:
    """Say on the threads what came of a vote, who must answer for it, and tell its voters."""
    duties.open_duty(
        kind="poll.outcome",
        subject=("poll", poll.id),
        role=Role.FACILITATOR,
        due_at=now + OUTCOME_DUE,
        now=now,
    )
    enqueue("voting.send_result", now=now, key=f"voting.send_result:{poll.id}:0", poll_id=poll.id)


def after_voiding(poll: Poll, *, initiative_ids: Sequence[int], now: datetime) -> None:
    """Give back the initiatives of a vote that does not count."""
