"""How much of the turnout may be known before the close."""

from datetime import datetime

STEP = 10


def rounded(cast: int) -> int:
    """Return the turnout rounded down to tens: nobody is seen voting."""
    return cast - cast % STEP


def is_due(*, last_at: datetime | None, now: datetime) -> bool:
    """Tell whether another hour of the clock has begun since it was last written."""
    if last_at is None:
        return True
    return now.replace(minute=0, second=0, microsecond=0) > last_at
