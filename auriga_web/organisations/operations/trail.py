"""What the audit trail says of bodies."""

from datetime import datetime

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor


def note(
    organisation_id: int,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    person_id: int | None = None,
) -> None:
    """Write who did what to a body, and to whom of its members."""
    audit.record(
        actor,
        action,
        subject_kind="organisation",
        subject_id=organisation_id,
        now=now,
        details={} if person_id is None else {"person_id": person_id},
    )
