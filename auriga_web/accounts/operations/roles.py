"""Giving and taking roles."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import policies, queries, rules
from auriga_web.accounts.events import RolesChanged
from auriga_web.accounts.models import PersonRole
from auriga_web.accounts.operations.sessions import end_sessions_of
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.core.events import announce


def give_role(person_id: int, role: Role, *, actor: Actor, now: datetime) -> None:
    """Let a person do what a role does. They sign in anew: a new power, a new session."""
    authorise(policies.may_change_roles(actor))

    insert = postgresql.insert if is_postgresql() else sqlite.insert
    given = db.session.execute(
        insert(PersonRole)
        .values(person_id=person_id, role=role, given_at=now)
        .on_conflict_do_nothing()
        .returning(PersonRole.person_id)
    ).scalar_one_or_none()
    if given is None:
        return
    _note(person_id, role, "person.role_given", actor=actor, now=now)


def take_role(person_id: int, role: Role, *, actor: Actor, now: datetime) -> None:
    """Take a role away from a person.

    :raises CannotTakeRole: if nobody could give it back.
    """
    authorise(policies.may_change_roles(actor))
    _lock_administrators()
    rules.check_can_take_role(
        role,
        is_own=actor.person_id == person_id,
        administrators=len(queries.list_person_ids_with_role(Role.ADMINISTRATOR)),
    )

    db.session.execute(
        delete(PersonRole).where(PersonRole.person_id == person_id, PersonRole.role == role)
    )
    _note(person_id, role, "person.role_taken", actor=actor, now=now)


def _lock_administrators() -> None:
    # Two administrators who take the role from each other at once must not both succeed.
    lock_writers()
    if is_postgresql():
        queries.lock_roles(Role.ADMINISTRATOR)


def _note(person_id: int, role: Role, action: str, *, actor: Actor, now: datetime) -> None:
    if actor.person_id != person_id:
        end_sessions_of(person_id)
    audit.record(
        actor,
        action,
        subject_kind="person",
        subject_id=person_id,
        now=now,
        details={"role": role.value},
    )
    announce(RolesChanged(person_id=person_id, actor=actor, now=now))
