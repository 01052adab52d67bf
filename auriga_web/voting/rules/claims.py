"""Until when one can say that one's code is missing, and so until when who voted is kept."""

from datetime import datetime, timedelta

CLAIMS_DAYS = 10
# The guarantor has as long again to decide, and some days more.
DECIDED_WITHIN = timedelta(days=10)
FORGET_AFTER = timedelta(days=30)


class TooLate(Exception):
    """The ten days are over, or there is no result yet."""


def ends_at(closed_at: datetime) -> datetime:
    """Return until when one can claim about a vote."""
    return closed_at + timedelta(days=CLAIMS_DAYS)


def check_in_time(closed_at: datetime | None, *, now: datetime) -> None:
    """Check that one can claim now.

    :raises TooLate: if there is no result, or it is more than ten days old.
    """
    if closed_at is None or now >= ends_at(closed_at):
        raise TooLate


def forgets_before(now: datetime) -> datetime:
    """Return the moment such that of votes closed before it nobody keeps who voted."""
    return now - FORGET_AFTER
