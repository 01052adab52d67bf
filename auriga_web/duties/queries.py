"""What is owed: the inbox, and what is overdue."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from auriga_web.core.access import Role
from auriga_web.core.database import db
from auriga_web.duties.models import Duty


def list_open_duties(
    *, roles: Collection[Role], kinds: Collection[str] | None = None, limit: int = 200
) -> Sequence[Duty]:
    """Return what persons with these roles owe: harm before age."""
    statement = (
        select(Duty)
        .where(Duty.done_at.is_(None), Duty.role.in_([role.value for role in roles]))
        .order_by(Duty.harm.desc(), Duty.due_at, Duty.id)
        .limit(limit)
    )
    if kinds is not None:
        statement = statement.where(Duty.kind.in_(kinds))
    return db.session.scalars(statement).all()


def list_overdue(*, kind: str, now: datetime, limit: int = 100) -> Sequence[Duty]:
    """Return the open duties of a kind whose date has passed, longest overdue first."""
    return db.session.scalars(
        select(Duty)
        .where(Duty.kind == kind, Duty.done_at.is_(None), Duty.due_at < now)
        .order_by(Duty.due_at, Duty.id)
        .limit(limit)
    ).all()


def get_duty(duty_id: int) -> Duty:
    """Return a duty.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(select(Duty).where(Duty.id == duty_id)).one()


def list_duties(duty_ids: Collection[int]) -> Sequence[Duty]:
    """Return those of these duties that are still open, in the order of their ids."""
    return db.session.scalars(
        select(Duty).where(Duty.id.in_(duty_ids), Duty.done_at.is_(None)).order_by(Duty.id)
    ).all()


def find_duty(kind: str, subject: tuple[str, int | str]) -> Duty | None:
    """Return the duty of a kind about a subject, open or settled."""
    return db.session.scalars(
        select(Duty).where(
            Duty.kind == kind, Duty.subject_kind == subject[0], Duty.subject_id == str(subject[1])
        )
    ).one_or_none()
