"""The one place that reads the clock; everywhere else time is passed in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

_offset = timedelta()


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC) + _offset


def from_timestamp(seconds: float) -> datetime:
    """Return the moment that many seconds after the epoch."""
    return datetime.fromtimestamp(seconds, UTC)


def shift(offset: timedelta) -> None:
    """Move this process's clock by `offset`; the application does so only in its test setting."""
    global _offset  # noqa: PLW0603
    _offset = offset
