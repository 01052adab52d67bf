"""What every write of meetings shares: the lock on a meeting, and its line in the trail."""

from datetime import datetime
from typing import Any

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor
from auriga_web.core.database import db, lock_writers
from auriga_web.core.search import index_entry
from auriga_web.meetings.models import Meeting


def lock(thing: object) -> None:
    """Let nobody else change this until the end, and read again where it stands."""
    db.session.flush()
    lock_writers()
    db.session.refresh(thing, with_for_update={"key_share": True})


def record(meeting_id: int, action: str, *, actor: Actor, now: datetime, **details: Any) -> None:
    """Write in the trail what was done to a meeting."""
    audit.record(
        actor, action, subject_kind="meeting", subject_id=meeting_id, now=now, details=details
    )


def make_findable(meeting: Meeting) -> None:
    """Let a meeting be found."""
    index_entry(
        kind="meeting",
        subject_id=meeting.id,
        title=meeting.title,
        body=f"{meeting.purpose} {meeting.place}",
        summary=" ".join(meeting.purpose.split())[:300],
        at=meeting.created_at,
    )
