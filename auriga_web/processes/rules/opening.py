"""What a process needs before people are asked to take part."""

from datetime import date, datetime

from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.processes.rules.dates import first_day

# People who are asked about everything at once answer nothing: how many run in one place together.
MOST_AT_ONCE = 3
SHORTEST_PROMISE = 30


class CannotOpen(Exception):
    """The process is not ready; the message says what is missing."""


def check_can_open(
    *,
    is_draft: bool,
    promise: str,
    promise_by: str,
    promise_due_on: date | None,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> None:
    """Check that a process says what will be done with its result, who does it and by when.

    :raises CannotOpen: if it does not, or if it would be over before it begins.
    """
    if not is_draft:
        raise CannotOpen(_("It is open already."))
    if len(promise.strip()) < SHORTEST_PROMISE:
        raise CannotOpen(_("Write what you will do with the result: nobody takes part without."))
    if not promise_by.strip():
        raise CannotOpen(_("Write who keeps the promise."))
    if promise_due_on is None:
        raise CannotOpen(_("Write by which day the promise is kept."))
    if ends_at <= now:
        raise CannotOpen(_("Its days have passed: set new ones."))
    if promise_due_on < first_day(starts_at):
        raise CannotOpen(_("The promise cannot be due before the process begins."))


def check_room(running: int) -> None:
    """Check that those who live there are not asked too many things at once.

    :raises CannotOpen: if as many run already as may.
    """
    if running >= MOST_AT_ONCE:
        raise CannotOpen(
            ngettext(
                "In those days %(num)s other process already runs there. "
                "Choose other days, or end one first.",
                "In those days %(num)s other processes already run there. "
                "Choose other days, or end one first.",
                running,
            )
        )


class ChangedMeanwhile(Exception):
    """Somebody else changed it while you were writing."""


class CannotEnd(Exception):
    """A process cannot end like this; the message says why."""


def check_can_end(*, is_open: bool, words: str) -> None:
    """Check that a process that ends says why or what came of it.

    :raises CannotEnd: if it is not open, or says nothing.
    """
    if not is_open:
        raise CannotEnd(_("Only an open process can end."))
    if not words.strip():
        raise CannotEnd(_("Write it in a few words: those who took part will read it."))
