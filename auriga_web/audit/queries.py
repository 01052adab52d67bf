"""Reading the audit trail, and checking that nobody changed it."""

from collections.abc import Sequence

from sqlalchemy import select

from auriga_web.audit import rules
from auriga_web.audit.models import AuditEntry
from auriga_web.core.database import db

_BATCH = 1000


def list_entries_about(subject_kind: str, subject_id: int | str) -> Sequence[AuditEntry]:
    """Return what was done to a subject, first act first."""
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_kind == subject_kind, AuditEntry.subject_id == str(subject_id))
        .order_by(AuditEntry.id)
    ).all()


def list_entries(*, before_id: int | None = None, limit: int = 50) -> Sequence[AuditEntry]:
    """Return the latest entries, newest first, from before `before_id`."""
    statement = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(AuditEntry.id < before_id)
    return db.session.scalars(statement).all()


def find_first_broken_entry() -> int | None:
    """Return the id of the first entry that does not fit the chain; None if the chain is whole."""
    previous, expected = rules.GENESIS, 1
    while True:
        batch = db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.id >= expected)
            .order_by(AuditEntry.id)
            .limit(_BATCH)
        ).all()
        for entry in batch:
            if entry.id != expected or entry.sha256 != _hash_of(entry, previous):
                return expected
            previous, expected = entry.sha256, expected + 1
        if len(batch) < _BATCH:
            return None


def _hash_of(entry: AuditEntry, previous: str) -> str:
    return rules.entry_hash(
        previous=previous,
        entry_id=entry.id,
        at=entry.at,
        person_id=entry.person_id,
        body_id=entry.body_id,
        operator_id=entry.operator_id,
        channel=entry.channel,
        action=entry.action,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        details=entry.details,
    )
