"""What the public is told about where a vote stands: its state and the clock together."""

from datetime import datetime
from enum import StrEnum

from auriga_web.voting.models import PollState


class Phase(StrEnum):
    """Where a vote stands for those who look at it now."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    SUSPENDED = "suspended"
    COUNTING = "counting"
    CLOSED = "closed"
    VOID = "void"


_BY_STATE = {
    PollState.DRAFT: Phase.DRAFT,
    PollState.FROZEN: Phase.ANNOUNCED,
    PollState.SUSPENDED: Phase.SUSPENDED,
    PollState.COUNTING: Phase.COUNTING,
    PollState.CLOSED: Phase.CLOSED,
    PollState.VOID: Phase.VOID,
}


def phase(state: PollState, *, opens_at: datetime, closes_at: datetime, now: datetime) -> Phase:
    """Return where a vote stands; voting ends by the clock, before anybody has counted."""
    if state is not PollState.OPEN:
        return _BY_STATE[state]
    if now < opens_at:
        return Phase.ANNOUNCED
    return Phase.OPEN if now < closes_at else Phase.COUNTING
