"""Calling a meeting, cancelling it, reminding those who come."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from auriga_web.core import markup
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.job_queue import enqueue
from auriga_web.core.language import gettext as _
from auriga_web.meetings import policies, queries, rules
from auriga_web.meetings.events import MeetingCalled, MeetingCancelled, MeetingNear
from auriga_web.meetings.models import AgendaItem, Meeting, MeetingFormat
from auriga_web.meetings.operations.trail import lock, make_findable, record
from auriga_web.processes import queries as processes
from auriga_web.processes.rules import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDraft:
    """A call as it was typed."""

    title: str
    purpose: str
    format: MeetingFormat
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    online_url: str = ""
    access_notes: str = ""
    seats: int | None = None


def call_meeting(
    *,
    draft: CallDraft,
    agenda: Sequence[rules.AgendaLine],
    caller_id: int,
    territory_id: int,
    actor: Actor,
    now: datetime,
    process_id: int | None = None,
    initiative_id: int | None = None,
) -> Meeting:
    """Call people to meet: public at once, with a reminder three days ahead.

    :raises NotAllowed: if the actor calls no meetings.
    :raises CannotCall: if people would not find it, or the agenda does not fit.
    :raises NotOpen: if the phase of its process does not open meetings.
    """
    authorise(policies.may_call(actor))
    processes.check_open(process_id, Act.CALL_MEETING, now=now)
    rules.check_call(
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        kind=draft.format,
        place=draft.place,
        online_url=draft.online_url,
        agenda=agenda,
        now=now,
    )

    meeting = Meeting(
        title=" ".join(draft.title.split()),
        purpose=draft.purpose,
        purpose_html=str(markup.render(draft.purpose)),
        format=draft.format,
        place="" if draft.format is MeetingFormat.ONLINE else draft.place.strip(),
        online_url="" if draft.format is MeetingFormat.IN_PERSON else draft.online_url.strip(),
        access_notes=draft.access_notes.strip(),
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        seats=draft.seats,
        seated_count=0,
        waiting_count=0,
        others_count=0,
        territory_id=territory_id,
        caller_id=caller_id,
        process_id=process_id,
        initiative_id=initiative_id,
        author_id=actor.person_id,
        check_in_code=secrets.token_urlsafe(12),
        created_at=now,
    )
    db.session.add(meeting)
    db.session.flush()
    db.session.add_all(
        AgendaItem(meeting_id=meeting.id, position=position, title=line.title, minutes=line.minutes)
        for position, line in enumerate(agenda, start=1)
    )
    db.session.flush()
    make_findable(meeting)
    enqueue(
        "meetings.remind",
        now=now,
        key=f"meetings.remind:{meeting.id}",
        run_at=max(now, meeting.starts_at - rules.REMINDER),
        meeting_id=meeting.id,
    )
    record(meeting.id, "meeting.called", actor=actor, now=now)

    announce(
        MeetingCalled(
            meeting_id=meeting.id,
            process_id=process_id,
            initiative_id=initiative_id,
            person_id=actor.person_id,
            at=now,
        )
    )
    return meeting


def cancel(meeting: Meeting, *, reason: str, actor: Actor, now: datetime) -> None:
    """Call a meeting off; everybody who signed up is told why.

    :raises NotAllowed: if the actor calls no meetings.
    :raises CannotSignUp: if it has begun, or was cancelled already.
    :raises CannotCall: if no reason is given.
    """
    authorise(policies.may_call(actor))
    lock(meeting)
    rules.check_can_sign_up(is_cancelled=meeting.is_cancelled, starts_at=meeting.starts_at, now=now)
    if not reason.strip():
        raise rules.CannotCall(_("Say why: those who signed up will read it."))

    meeting.cancelled_at, meeting.cancel_reason = now, reason.strip()
    db.session.flush()
    record(meeting.id, "meeting.cancelled", actor=actor, now=now)

    announce(
        MeetingCancelled(
            meeting_id=meeting.id,
            person_ids=queries.list_signed_up_ids(meeting.id),
            person_id=actor.person_id,
            at=now,
        )
    )


def remind(meeting_id: int, *, now: datetime) -> None:
    """Tell those who signed up that a meeting is near; safe twice, since each is told once."""
    meeting = queries.find_meeting(meeting_id)
    if meeting is None or meeting.is_cancelled or meeting.starts_at <= now:
        return
    person_ids = queries.list_signed_up_ids(meeting_id)
    if person_ids:
        announce(MeetingNear(meeting_id=meeting_id, person_ids=person_ids, at=meeting.starts_at))
