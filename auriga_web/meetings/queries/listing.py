"""Lists of meetings."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import select

from auriga_web.core import keyset
from auriga_web.core.database import db
from auriga_web.meetings.models import Meeting, MeetingFormat, Minutes, MinutesState
from auriga_web.organisations.models import Organisation
from auriga_web.territories.models import Territory, TerritoryKind

PAGE_SIZE = 20
MOST_IN_CALENDAR = 200
_PLACE = (datetime, int)


class When(StrEnum):
    """Which meetings are asked for; the words are those of the address."""

    COMING = "in-arrivo"
    PAST = "passati"


class MeetingRow(NamedTuple):
    """What a list shows of a meeting."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    format: MeetingFormat
    place: str
    seats: int | None
    seated_count: int
    cancelled_at: datetime | None
    caller_name: str
    territory_name: str
    territory_kind: TerritoryKind
    minutes_state: MinutesState | None

    @property
    def has_minutes(self) -> bool:
        return self.minutes_state is MinutesState.PUBLISHED


_LIST = (
    select(
        Meeting.id,
        Meeting.title,
        Meeting.starts_at,
        Meeting.ends_at,
        Meeting.format,
        Meeting.place,
        Meeting.seats,
        Meeting.seated_count,
        Meeting.cancelled_at,
        Organisation.name,
        Territory.name,
        Territory.kind,
        Minutes.state,
    )
    .join(Organisation, Organisation.id == Meeting.caller_id)
    .join(Territory, Territory.id == Meeting.territory_id)
    .join(Minutes, Minutes.meeting_id == Meeting.id, isouter=True)
)


def list_meetings(
    *,
    now: datetime,
    when: When = When.COMING,
    territory_ids: Collection[int] = (),
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> keyset.Page[MeetingRow]:
    """Return the meetings to come, the next one first, or those that were, the last one first."""
    is_past = when is When.PAST
    statement = _LIST.where(Meeting.ends_at <= now if is_past else Meeting.ends_at > now)
    if territory_ids:
        statement = statement.where(Meeting.territory_id.in_(territory_ids))
    place = keyset.decode(cursor, kinds=_PLACE)
    if place is not None:
        statement = statement.where(
            keyset.after((Meeting.starts_at, Meeting.id), place, descending=is_past)
        )
    order = (
        (Meeting.starts_at.desc(), Meeting.id.desc())
        if is_past
        else (Meeting.starts_at, Meeting.id)
    )
    rows: Sequence[Any] = db.session.execute(statement.order_by(*order).limit(limit + 1)).all()
    return keyset.take(
        [MeetingRow(*row) for row in rows], limit=limit, key=lambda row: (row.starts_at, row.id)
    )


def list_coming(*, now: datetime, limit: int) -> Sequence[MeetingRow]:
    """Return the next meetings that will be held."""
    rows: Sequence[Any] = db.session.execute(
        _LIST.where(Meeting.ends_at > now, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(limit)
    ).all()
    return [MeetingRow(*row) for row in rows]


def list_of_process(process_id: int) -> Sequence[MeetingRow]:
    """Return the meetings of a process, in the order in which they are held."""
    return _in_order(Meeting.process_id == process_id)


def list_of_initiative(initiative_id: int) -> Sequence[MeetingRow]:
    """Return the meetings about an initiative, in the order in which they are held."""
    return _in_order(Meeting.initiative_id == initiative_id)


def list_for_calendar(*, now: datetime) -> Sequence[Meeting]:
    """Return the meetings to come with what a calendar shows, cancelled ones too."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.ends_at > now)
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST_IN_CALENDAR)
    ).all()


def _in_order(condition: Any) -> Sequence[MeetingRow]:
    rows: Sequence[Any] = db.session.execute(
        _LIST.where(condition).order_by(Meeting.starts_at, Meeting.id).limit(MOST_IN_CALENDAR)
    ).all()
    return [MeetingRow(*row) for row in rows]
