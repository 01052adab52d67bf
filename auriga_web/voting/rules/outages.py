"""For what, and by how much, the end of a vote may move."""

from collections.abc import Mapping
from datetime import datetime, timedelta


class NotAnOutage(Exception):
    """The times are not those of an outage during the vote, or no reason is given."""


def length(
    *,
    began: str,
    ended: str,
    reason: str,
    opens_at: datetime,
    closes_at: datetime,
    now: datetime,
) -> timedelta:
    """Return the length of an outage within the vote, told in ISO times.

    :raises NotAnOutage: if it did not happen, not during the vote, or nobody says what it was.
    """
    try:
        start, end = datetime.fromisoformat(began), datetime.fromisoformat(ended)
        if not opens_at <= start < end <= min(now, closes_at) or not reason.strip():
            raise NotAnOutage
    except (ValueError, TypeError) as problem:
        raise NotAnOutage from problem
    return end - start


def overlap(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two outages, each told `from` and `to` in ISO times, share some time."""
    starts = [datetime.fromisoformat(outage["from"]) for outage in (one, other)]
    ends = [datetime.fromisoformat(outage["to"]) for outage in (one, other)]
    return max(starts) < min(ends)
