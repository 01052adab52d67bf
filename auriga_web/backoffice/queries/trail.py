"""The audit trail as its readers see it."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from auriga_web.accounts.models import Person
from auriga_web.audit.models import AuditEntry
from auriga_web.core import keyset
from auriga_web.core.database import db
from auriga_web.organisations.models import Organisation

PAGE = 60


class TrailRow(NamedTuple):
    """An act, with the names of today of who did it, for whom, and who helped."""

    id: int
    at: datetime
    action: str
    subject_kind: str
    subject_id: str
    channel: str
    details: dict[str, Any]
    sha256: str
    person_name: str | None
    body_name: str | None
    operator_name: str | None


def list_trail(
    *, cursor: str | None = None, subject: tuple[str, str] | None = None
) -> keyset.Page[TrailRow]:
    """Return the latest acts, or those about one thing, newest first."""
    operator = aliased(Person)
    statement = (
        select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.action,
            AuditEntry.subject_kind,
            AuditEntry.subject_id,
            AuditEntry.channel,
            AuditEntry.details,
            AuditEntry.sha256,
            Person.name,
            Organisation.name,
            operator.name,
        )
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .outerjoin(Organisation, Organisation.id == AuditEntry.body_id)
        .outerjoin(operator, operator.id == AuditEntry.operator_id)
        .order_by(AuditEntry.id.desc())
        .limit(PAGE + 1)
    )
    if subject is not None:
        statement = statement.where(
            AuditEntry.subject_kind == subject[0], AuditEntry.subject_id == subject[1]
        )
    key = keyset.decode(cursor, kinds=(int,))
    if key is not None:
        statement = statement.where(AuditEntry.id < key[0])
    rows = [TrailRow(*row) for row in db.session.execute(statement)]
    return keyset.take(rows, limit=PAGE, key=lambda row: (row.id,))
