"""Who signed up for a meeting, and who was there."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Exists, exists, func, select

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.meetings.models import Attendance, Seat, SeatState
from auriga_web.organisations.models import Organisation


class Own(NamedTuple):
    """How somebody has to do with a meeting."""

    state: SeatState | None
    # How many are before them in line.
    ahead: int
    was_there: bool


class Guest(NamedTuple):
    """Somebody who signed up or was there, as the staff see them."""

    person_id: int
    name: str
    body_name: str | None
    state: SeatState | None
    access_needs: str
    was_there: bool


def own(meeting_id: int, person_id: int | None) -> Own:
    """Return how a person has to do with a meeting, in one statement."""
    if person_id is None:
        return Own(None, 0, False)
    ahead = (
        select(func.count())
        .select_from(Seat)
        .where(
            Seat.meeting_id == meeting_id,
            Seat.state == SeatState.WAITING,
            Seat.id
            < select(Seat.id)
            .where(Seat.meeting_id == meeting_id, Seat.person_id == person_id)
            .scalar_subquery(),
        )
        .scalar_subquery()
    )
    state = (
        select(Seat.state)
        .where(Seat.meeting_id == meeting_id, Seat.person_id == person_id)
        .scalar_subquery()
    )
    row = db.session.execute(select(state, ahead, _attended(meeting_id, person_id))).one()
    return Own(SeatState(row[0]) if row[0] else None, row[1] or 0, bool(row[2]))


def was_there(meeting_id: int, person_id: int | None) -> bool:
    """Tell whether a person was marked as present."""
    if person_id is None:
        return False
    return bool(db.session.scalar(select(_attended(meeting_id, person_id))))


def first_in_line(meeting_id: int) -> Seat | None:
    """Return who waits longest for a seat."""
    return db.session.scalars(
        select(Seat)
        .where(Seat.meeting_id == meeting_id, Seat.state == SeatState.WAITING)
        .order_by(Seat.id)
        .limit(1)
    ).one_or_none()


def list_seats(meeting_id: int) -> Sequence[Guest]:
    """Return who signed up, in the order in which they did, seats before the line."""
    rows = db.session.execute(
        select(
            Person.id,
            Person.name,
            Organisation.name,
            Seat.state,
            Seat.access_needs,
            Attendance.id.is_not(None),
        )
        .join(Seat, Seat.person_id == Person.id)
        .join(Organisation, Organisation.id == Seat.body_id, isouter=True)
        .join(
            Attendance,
            (Attendance.meeting_id == Seat.meeting_id) & (Attendance.person_id == Person.id),
            isouter=True,
        )
        .where(Seat.meeting_id == meeting_id)
        .order_by(Seat.state, Seat.id)
    )
    return [Guest(*row) for row in rows]


def list_attendances(meeting_id: int) -> tuple[int, Sequence[tuple[str, int]]]:
    """Return how many persons were there, and the bodies that were, by name with how many."""
    rows = db.session.execute(
        select(Organisation.name, func.count())
        .select_from(Attendance)
        .join(Organisation, Organisation.id == Attendance.body_id, isouter=True)
        .where(Attendance.meeting_id == meeting_id)
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name, Organisation.id)
    ).all()
    bodies = [(name, count) for name, count in rows if name is not None]
    return sum(count for _name, count in rows), bodies


def list_bodies_present(meeting_id: int) -> Sequence[str]:
    """Return the names of the bodies that were there."""
    return [name for name, _count in list_attendances(meeting_id)[1]]


def list_signed_up_ids(meeting_id: int) -> tuple[int, ...]:
    """Return the ids of who has a seat or waits for one."""
    return tuple(
        db.session.scalars(
            select(Seat.person_id).where(Seat.meeting_id == meeting_id).order_by(Seat.id)
        )
    )


def list_attending_ids(meeting_id: int) -> tuple[int, ...]:
    """Return the ids of who was there."""
    return tuple(
        db.session.scalars(
            select(Attendance.person_id)
            .where(Attendance.meeting_id == meeting_id)
            .order_by(Attendance.id)
        )
    )


def _attended(meeting_id: int, person_id: int) -> Exists:
    return exists().where(Attendance.meeting_id == meeting_id, Attendance.person_id == person_id)
