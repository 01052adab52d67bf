"""What must hold of services. Pure: facts in, verdict out."""

import calendar
from datetime import date


class UnknownPlace(Exception):
    """A service must work somewhere we know."""


class NobodyRunsIt(Exception):
    """Say who runs the service: an organisation with a page here, or a name."""


class ChangedMeanwhile(Exception):
    """Somebody else changed this service while you were writing."""


def check_runner(*, run_by: str) -> None:
    """Check that a service says who runs it.

    :raises NobodyRunsIt: if it does not.
    """
    if not run_by.strip():
        raise NobodyRunsIt


def check_version(*, known: int, present: int) -> None:
    """Check that the text being changed is the one its editor read.

    :raises ChangedMeanwhile: if somebody changed it since.
    """
    if known != present:
        raise ChangedMeanwhile


def place_name(name: str, *, kind: str) -> str:
    """Return a place as a list of services names it: Foligno is a comune and a zona too.

    In Italian, as all that is written of a service.
    """
    return f"zona {name}" if kind == "zona" else name


def next_review(today: date) -> date:
    """Return the day a year ahead on which somebody checks a service again."""
    year = today.year + 1
    last = calendar.monthrange(year, today.month)[1]
    return date(year, today.month, min(today.day, last))
