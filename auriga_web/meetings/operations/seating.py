"""Seats and the line for them, and being there. Each is decided with the meeting held."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Actor, Channel, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.meetings import policies, queries, rules
from auriga_web.meetings.events import SeatFreed
from auriga_web.meetings.models import Attendance, Meeting, Seat, SeatState
from auriga_web.meetings.operations.trail import lock, record
from auriga_web.processes import queries as processes
from auriga_web.processes.rules import Act

_KEEP_NEEDS = timedelta(days=7)


def sign_up(meeting: Meeting, *, access_needs: str, actor: Actor, now: datetime) -> SeatState:
    """Take a seat, or a place in line when none is free; signing up twice changes only the needs.

    :raises NotAllowed: if nobody is signed in.
    :raises CannotSignUp: if the meeting was cancelled or has begun.
    :raises NotOpen: if the phase of its process does not open it.
    """
    authorise(policies.may_sign_up(actor))
    processes.check_open(meeting.process_id, Act.SIGN_UP, now=now)
    lock(meeting)
    rules.check_can_sign_up(is_cancelled=meeting.is_cancelled, starts_at=meeting.starts_at, now=now)
    assert actor.person_id is not None
    known = _find_seat(meeting.id, actor.person_id)
    if known is not None:
        known.access_needs = access_needs.strip()
        db.session.flush()
        return known.state

    has_room = rules.has_room(seats=meeting.seats, seated=meeting.seated_count)
    state = SeatState.SEATED if has_room else SeatState.WAITING
    db.session.add(
        Seat(
            meeting_id=meeting.id,
            person_id=actor.person_id,
            body_id=actor.body_id,
            state=state,
            access_needs=access_needs.strip(),
            signed_up_at=now,
        )
    )
    _count(meeting, state, 1)
    record(meeting.id, "meeting.signed_up", actor=actor, now=now)
    return state


def withdraw(meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Give a seat back; whoever is first in line gets it and is told.

    :raises CannotSignUp: if the meeting was cancelled or has begun.
    """
    authorise(policies.may_sign_up(actor))
    lock(meeting)
    rules.check_can_sign_up(is_cancelled=meeting.is_cancelled, starts_at=meeting.starts_at, now=now)
    assert actor.person_id is not None
    seat = _find_seat(meeting.id, actor.person_id)
    if seat is None:
        return

    state = seat.state
    db.session.delete(seat)
    _count(meeting, state, -1)
    record(meeting.id, "meeting.withdrew", actor=actor, now=now)
    if state is SeatState.SEATED:
        _seat_the_next(meeting, now=now)


def check_in(meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Mark oneself as present, with the code read at the door; twice changes nothing.

    :raises NotAllowed: if nobody is signed in.
    :raises CannotCheckIn: if the meeting is not being held.
    """
    authorise(policies.may_sign_up(actor))
    assert actor.person_id is not None
    _attend(meeting, actor.person_id, actor.body_id, Channel.WEB, now=now)
    record(meeting.id, "meeting.checked_in", actor=actor, now=now)


def mark_present(meeting: Meeting, *, person_ids: list[int], actor: Actor, now: datetime) -> None:
    """Mark as present those who signed the sheet on paper, among those who signed up.

    :raises NotAllowed: if the actor calls no meetings.
    :raises CannotCheckIn: if the meeting was cancelled, or is still far.
    """
    authorise(policies.may_call(actor))
    bodies = dict(
        db.session.execute(
            select(Seat.person_id, Seat.body_id).where(Seat.meeting_id == meeting.id)
        ).all()
    )
    rules.check_can_check_in(
        is_cancelled=meeting.is_cancelled,
        starts_at=meeting.starts_at,
        # The sheet is copied when there is time for it.
        ends_at=max(meeting.ends_at, now),
        now=now,
    )
    for person_id in person_ids:
        if person_id in bodies:
            _insert_attendance(meeting.id, person_id, bodies[person_id], Channel.PAPER, now=now)
    record(meeting.id, "meeting.presence_copied", actor=actor, now=now, count=len(person_ids))


def count_others(meeting: Meeting, *, count: int, actor: Actor, now: datetime) -> None:
    """Write how many came without an account."""
    authorise(policies.may_call(actor) and count >= 0)

    meeting.others_count = count
    db.session.flush()
    record(meeting.id, "meeting.others_counted", actor=actor, now=now, count=count)


def forget_access_needs(*, now: datetime) -> None:
    """Delete what people said they need, a week after the meeting; nothing if there is none."""
    over = select(Meeting.id).where(Meeting.ends_at < now - _KEEP_NEEDS)
    stale = select(Seat.id).where(Seat.access_needs != "", Seat.meeting_id.in_(over)).limit(1)
    if db.session.scalar(stale) is not None:
        db.session.execute(
            update(Seat)
            .where(Seat.access_needs != "", Seat.meeting_id.in_(over))
            .values(access_needs="")
            .execution_options(synchronize_session=False)
        )


def _attend(
    meeting: Meeting, person_id: int, body_id: int | None, channel: Channel, *, now: datetime
) -> None:
    rules.check_can_check_in(
        is_cancelled=meeting.is_cancelled,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        now=now,
    )
    _insert_attendance(meeting.id, person_id, body_id, channel, now=now)


def _insert_attendance(
    meeting_id: int, person_id: int, body_id: int | None, channel: Channel, *, now: datetime
) -> None:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    db.session.execute(
        insert(Attendance)
        .values(
            meeting_id=meeting_id, person_id=person_id, body_id=body_id, channel=channel, at=now
        )
        .on_conflict_do_nothing(index_elements=["meeting_id", "person_id"])
    )


def _seat_the_next(meeting: Meeting, *, now: datetime) -> None:
    following = queries.first_in_line(meeting.id)
    if following is None:
        return
    following.state = SeatState.SEATED
    _count(meeting, SeatState.WAITING, -1)
    _count(meeting, SeatState.SEATED, 1)
    announce(SeatFreed(meeting_id=meeting.id, person_ids=(following.person_id,), at=now))


def _count(meeting: Meeting, state: SeatState, change: int) -> None:
    if state is SeatState.SEATED:
        meeting.seated_count += change
    else:
        meeting.waiting_count += change
    db.session.flush()


def _find_seat(meeting_id: int, person_id: int) -> Seat | None:
    return db.session.scalars(
        select(Seat).where(Seat.meeting_id == meeting_id, Seat.person_id == person_id)
    ).one_or_none()
