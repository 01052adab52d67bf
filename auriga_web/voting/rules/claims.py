"""Until when one can say that one's code is missing, and so until when who voted is kept."""

from datetime import datetime, timedelta

CLAIMS_DAYS = 10
# The guarantor has as long again to decide, and some days more.
FORGET_AFTER = timedelta(days=30)


def forgets_before(now: datetime) -> datetime:
    """Return the moment such that of votes closed before it nobody keeps who voted."""
    return now - FORGET_AFTER
