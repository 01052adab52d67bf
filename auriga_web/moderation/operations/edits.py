"""What an author changes after it was hidden is read again, and may come back."""

from datetime import datetime

from auriga_web.audit.operations import record
from auriga_web.core.access import SYSTEM
from auriga_web.duties import operations as duties
from auriga_web.duties.rules import next_reading
from auriga_web.moderation import queries
from auriga_web.moderation.operations import cases
from auriga_web.moderation.operations.subjects import get_subject

EDITED_DUTY = queries.EDITED_DUTY


def ask_to_read_again(kind: str, subject_id: str, *, now: datetime) -> None:
    """Let a hidden thing that its author has changed wait for who decides about it."""
    standing = queries.find_standing_restriction(kind, subject_id)
    if standing is None:
        return
    duties.open_duty(
        kind=EDITED_DUTY,
        subject=(kind, subject_id),
        role=cases.who_decides(get_subject(kind, subject_id)),
        due_at=next_reading(now),
        now=now,
    )
    record(
        SYSTEM,
        "decision.to_read_again",
        subject_kind=kind,
        subject_id=subject_id,
        now=now,
        details={"decision": standing.id},
    )
