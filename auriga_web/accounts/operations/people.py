"""Changing what we know of a person, and whether they may come in."""

from datetime import datetime

from sqlalchemy import update

from auriga_web.accounts import policies, queries, rules
from auriga_web.accounts.models import Person
from auriga_web.accounts.operations.sessions import end_sessions_of
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, lock_writers
from auriga_web.duties import operations as duties


def set_name(*, actor: Actor, name: str, is_public: bool) -> None:
    """Change how one is called, and whether the name is shown beside what one writes."""
    authorise(actor.person_id is not None)
    db.session.execute(
        update(Person)
        .where(Person.id == actor.person_id)
        .values(name=name.strip(), is_name_public=is_public)
    )


def finish_sign_up(person_id: int) -> None:
    """Write that a person gave the data of the body they signed up for (or will not)."""
    db.session.execute(update(Person).where(Person.id == person_id).values(signed_up_for=None))


def deactivate_person(person: Person, *, actor: Actor, now: datetime) -> None:
    """Keep a person out until they are let in again; their sessions end.

    :raises CannotTakeRole: if they are oneself or the last administrator.
    """
    authorise(policies.may_change_roles(actor))
    lock_writers()
    if Role.ADMINISTRATOR in queries.list_roles(person.id):
        rules.check_can_take_role(
            Role.ADMINISTRATOR,
            is_own=actor.person_id == person.id,
            administrators=len(queries.list_person_ids_with_role(Role.ADMINISTRATOR)),
        )

    person.active = False
    end_sessions_of(person.id)
    audit.record(actor, "person.deactivated", subject_kind="person", subject_id=person.id, now=now)


def reactivate_person(person: Person, *, actor: Actor, now: datetime) -> None:
    """Let a person in, or in again."""
    authorise(policies.may_change_roles(actor))

    person.active = True
    duties.settle_duty(kind="person_approval", subject=("person", person.id), now=now)
    audit.record(actor, "person.reactivated", subject_kind="person", subject_id=person.id, now=now)
