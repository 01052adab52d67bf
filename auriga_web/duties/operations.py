"""Opening, taking and settling duties, in the transaction of their cause."""

from datetime import datetime

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Role
from auriga_web.core.database import db, is_postgresql
from auriga_web.duties.models import Duty


def open_duty(
    *,
    kind: str,
    subject: tuple[str, int | str],
    role: Role,
    due_at: datetime,
    now: datetime,
    owner_id: int | None = None,
    harm: int = 0,
) -> None:
    """Write that somebody with `role` must do something about a subject by `due_at`.

    One duty of a kind per subject: opening it again renews a settled one, and raises the harm of an
    open one without moving its date.
    """
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    statement = insert(Duty).values(
        kind=kind,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        owner_id=owner_id,
        role=role.value,
        opened_at=now,
        due_at=due_at,
        harm=harm,
    )
    asked = statement.excluded
    was_open = Duty.done_at.is_(None)
    statement = statement.on_conflict_do_update(
        index_elements=["kind", "subject_kind", "subject_id"],
        set_={
            "harm": case((was_open & (Duty.harm > asked.harm), Duty.harm), else_=asked.harm),
            "opened_at": case((was_open, Duty.opened_at), else_=asked.opened_at),
            "due_at": case((was_open, Duty.due_at), else_=asked.due_at),
            "owner_id": case((was_open, Duty.owner_id), else_=asked.owner_id),
            "done_at": None,
        },
    )
    db.session.execute(statement)


def settle_duty(*, kind: str, subject: tuple[str, int | str], now: datetime) -> None:
    """Write that a duty is done; nothing if there is none open."""
    db.session.execute(
        update(Duty)
        .where(Duty.kind == kind, Duty.subject_kind == subject[0])
        .where(Duty.subject_id == str(subject[1]), Duty.done_at.is_(None))
        .values(done_at=now)
    )


def reopen_duty(*, kind: str, subject: tuple[str, int | str]) -> None:
    """Undo the settling of a duty."""
    db.session.execute(
        update(Duty)
        .where(Duty.kind == kind, Duty.subject_kind == subject[0])
        .where(Duty.subject_id == str(subject[1]))
        .values(done_at=None)
    )


def assign_duty(duty_id: int, *, owner_id: int | None) -> None:
    """Give a duty to somebody, or back to the role."""
    db.session.execute(update(Duty).where(Duty.id == duty_id).values(owner_id=owner_id))


def drop_duties_about(subject: tuple[str, int | str]) -> None:
    """Take away what is owed about a subject that is no longer there."""
    db.session.execute(
        delete(Duty).where(
            Duty.subject_kind == subject[0],
            Duty.subject_id == str(subject[1]),
            Duty.done_at.is_(None),
        )
    )


def hand_over(*, kind: str, subject: tuple[str, int | str], role: Role) -> None:
    """Let somebody with another role do what is owed; who had taken it no longer has it."""
    db.session.execute(
        update(Duty)
        .where(Duty.kind == kind, Duty.subject_kind == subject[0])
        .where(Duty.subject_id == str(subject[1]), Duty.role != role.value)
        .values(role=role.value, owner_id=None)
    )
