"""When one can be called, sign up and be marked as present. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from auriga_web.core.clock import ROME
from auriga_web.core.language import gettext as _
from auriga_web.meetings.models import MeetingFormat

REMINDER = timedelta(hours=72)
LONGEST = timedelta(hours=12)
DOORS_OPEN = timedelta(hours=1)
DOORS_CLOSE = timedelta(hours=3)


class AgendaLine(NamedTuple):
    """A point of the agenda as it was typed."""

    title: str
    minutes: int


class CannotCall(Exception):
    """A meeting cannot be called like this; the message says what to change."""


class CannotSignUp(Exception):
    """One cannot sign up or withdraw now; the message says why."""


class CannotCheckIn(Exception):
    """One cannot be marked as present now; the message says why."""


def wall_clock(local: datetime) -> datetime:
    """Return the moment at which clocks in Italy show this.

    In the hour that comes twice in October it is the first; in the one that is left out in March
    it is what the clocks show once they are moved.
    """
    return local.replace(tzinfo=ROME).astimezone(UTC)


def check_call(
    *,
    starts_at: datetime,
    ends_at: datetime,
    kind: MeetingFormat,
    place: str,
    online_url: str,
    agenda: Sequence[AgendaLine],
    now: datetime,
) -> None:
    """Check that people would find a meeting that is to come, and that its agenda fits in it.

    :raises CannotCall: if not.
    """
    if starts_at <= now:
        raise CannotCall(_("Choose a moment that is still to come."))
    if not timedelta() < ends_at - starts_at <= LONGEST:
        raise CannotCall(_("It ends after it begins, and on the same day: look at the hours."))
    if kind is not MeetingFormat.ONLINE and not place.strip():
        raise CannotCall(_("Write where one comes: street, number, floor."))
    if kind is not MeetingFormat.IN_PERSON and not online_url.startswith("https://"):
        raise CannotCall(_("Write the address at which one connects; it begins with https://."))
    if timedelta(minutes=sum(line.minutes for line in agenda)) > ends_at - starts_at:
        raise CannotCall(_("The agenda takes longer than the meeting: shorten it."))


def has_room(*, seats: int | None, seated: int) -> bool:
    """Tell whether one more fits in."""
    return seats is None or seated < seats


def check_can_sign_up(*, is_cancelled: bool, starts_at: datetime, now: datetime) -> None:
    """Check that a meeting is to come.

    :raises CannotSignUp: if it is not.
    """
    if is_cancelled:
        raise CannotSignUp(_("The meeting was cancelled."))
    if starts_at <= now:
        raise CannotSignUp(_("The meeting has begun: you can still come, if there is room."))


def check_can_check_in(
    *, is_cancelled: bool, starts_at: datetime, ends_at: datetime, now: datetime
) -> None:
    """Check that a meeting is being held, or nearly.

    :raises CannotCheckIn: if it is not.
    """
    if is_cancelled:
        raise CannotCheckIn(_("The meeting was cancelled."))
    if not starts_at - DOORS_OPEN <= now < ends_at + DOORS_CLOSE:
        raise CannotCheckIn(_("Presence is taken from an hour before to three hours after."))


def format_label(kind: MeetingFormat) -> str:
    """Say where one can be present."""
    return {
        MeetingFormat.IN_PERSON: _("in person"),
        MeetingFormat.ONLINE: _("online"),
        MeetingFormat.HYBRID: _("in person and online"),
    }[kind]
