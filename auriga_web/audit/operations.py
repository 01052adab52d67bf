"""Adding to the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.audit import rules
from auriga_web.audit.models import AuditEntry, AuditHead
from auriga_web.core.access import Actor
from auriga_web.core.database import db, is_postgresql, lock_writers

_HEAD = 1


def record(
    actor: Actor,
    action: str,
    *,
    subject_kind: str,
    subject_id: int | str,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Write who did what to which subject, in the present transaction.

    `action` is `feature.what` in the past tense (`need.published`); `details` hold ids and short
    words that explain it, never what people wrote.
    """
    db.session.flush()
    lock_writers()
    last_id, previous = _hold_head()
    facts: dict[str, Any] = {
        "at": now,
        "person_id": actor.person_id,
        "body_id": actor.body_id,
        "operator_id": actor.operator_id,
        "channel": actor.channel.value,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": str(subject_id),
        "details": details or {},
    }
    entry_id = last_id + 1
    sha256 = rules.entry_hash(previous=previous, entry_id=entry_id, **facts)
    db.session.execute(
        insert(AuditEntry).values(id=entry_id, previous_sha256=previous, sha256=sha256, **facts)
    )
    db.session.execute(
        update(AuditHead).where(AuditHead.id == _HEAD).values(last_id=entry_id, sha256=sha256)
    )


def _hold_head() -> tuple[int, str]:
    """Return the end of the chain and hold it; of those who begin it at once, one does."""
    wanted = (
        select(AuditHead.last_id, AuditHead.sha256).where(AuditHead.id == _HEAD).with_for_update()
    )
    head = db.session.execute(wanted).one_or_none()
    if head is None:
        begin = postgresql.insert if is_postgresql() else sqlite.insert
        db.session.execute(
            begin(AuditHead)
            .values(id=_HEAD, last_id=0, sha256=rules.GENESIS)
            .on_conflict_do_nothing()
        )
        head = db.session.execute(wanted).one()
    return head[0], head[1]
