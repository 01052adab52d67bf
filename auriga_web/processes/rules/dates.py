"""When phases begin and end. Pure; days are Italian days, moments are half-open.

A phase that goes from a first day to a last day (included) lasts from the midnight in which the
first day begins to the midnight in which the last one ends, whatever the clock does in between.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from auriga_web.core.clock import ROME
from auriga_web.core.language import day
from auriga_web.core.language import gettext as _
from auriga_web.processes.models import PhaseType

LONGEST = timedelta(days=3 * 366)


class Span(NamedTuple):
    """A phase as a facilitator writes it: its type, its first and its last day (included)."""

    type: PhaseType
    first_day: date
    last_day: date
    title: str = ""

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first_day)

    @property
    def ends_at(self) -> datetime:
        return midnight(self.last_day + timedelta(days=1))


class WrongDates(Exception):
    """These dates do not make a process; the message says what to change."""


def midnight(date_: date) -> datetime:
    """Return the moment in which a day begins in Italy."""
    return datetime.combine(date_, time(), tzinfo=ROME)


def first_day(starts_at: datetime) -> date:
    """Return the first day of what begins at this moment."""
    return starts_at.astimezone(ROME).date()


def last_day(ends_at: datetime) -> date:
    """Return the last whole day of what ends at this moment (excluded)."""
    return (ends_at - timedelta(microseconds=1)).astimezone(ROME).date()


def days_in_words(starts_at: datetime, ends_at: datetime) -> str:
    """Say from which day to which day something lasts."""
    return _(
        "from %(first)s to %(last)s",
        first=day(first_day(starts_at)),
        last=day(last_day(ends_at)),
    )


def lay_out(phases: Sequence[tuple[PhaseType, int]], *, first: date) -> list[Span]:
    """Put phases one after the other from a first day on, each as long as it says, in days."""
    spans, begins = [], first
    for kind, days in phases:
        spans.append(Span(kind, begins, begins + timedelta(days=days - 1)))
        begins += timedelta(days=days)
    return spans


def is_within(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Tell whether a moment belongs to `[starts_at, ends_at)`."""
    return starts_at <= now < ends_at


def check_spans(spans: Sequence[Span]) -> None:
    """Check that phases follow one another: each ends after it begins, none begins before the
    one before it has ended.

    :raises WrongDates: if they do not.
    """
    if not spans:
        raise WrongDates(_("A process needs at least one phase."))
    for span in spans:
        if span.last_day < span.first_day:
            raise WrongDates(_("A phase cannot end before it begins: look at its days."))
    for before, after in pairwise(spans):
        if after.first_day <= before.last_day:
            raise WrongDates(
                _("Each phase begins after the one before it has ended: look at the days.")
            )
    if spans[-1].ends_at - spans[0].starts_at > LONGEST:
        raise WrongDates(_("A process lasts at most three years."))


def check_moved(before: Sequence[Span], after: Sequence[Span], *, now: datetime) -> None:
    """Check how an open process may change: nobody loses time they were promised.

    The phases stay the same; what has begun keeps its first day and ends no sooner, what has ended
    stays as it was, and nothing is made to have begun already.

    :raises WrongDates: if somebody would.
    """
    if [span.type for span in before] != [span.type for span in after]:
        raise WrongDates(_("The phases of an open process stay the same: only their days move."))
    for old, new in zip(before, after, strict=True):
        if old.ends_at <= now and _days(old) != _days(new):
            raise WrongDates(_("A phase that has ended stays as it was."))
        if old.starts_at <= now and old.first_day != new.first_day:
            raise WrongDates(_("A phase that has begun keeps its first day."))
        if old.starts_at <= now and new.last_day < old.last_day:
            raise WrongDates(_("A phase that has begun can only become longer."))
        if old.starts_at > now >= new.starts_at:
            raise WrongDates(_("A phase cannot begin on a day that has passed."))


def _days(span: Span) -> tuple[date, date]:
    return span.first_day, span.last_day
