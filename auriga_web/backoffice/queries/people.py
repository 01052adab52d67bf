"""Whom the staff may give something to."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select

from auriga_web.accounts.models import Person, PersonRole
from auriga_web.core.access import Role
from auriga_web.core.database import db


class Colleague(NamedTuple):
    """Somebody with a role."""

    id: int
    name: str


def list_colleagues() -> dict[str, list[Colleague]]:
    """Return who may do what waits for each role, by name; administrators do the staff's."""
    rows = db.session.execute(
        select(PersonRole.role, Person.id, Person.name)
        .join(Person, Person.id == PersonRole.person_id)
        .where(Person.active)
        .order_by(Person.name, Person.id)
        .limit(500)
    )
    by_role: dict[str, list[Colleague]] = defaultdict(list)
    for role, person_id, name in rows:
        by_role[role.value].append(Colleague(person_id, name))
    bosses = by_role[Role.ADMINISTRATOR.value]
    for role in (Role.OPERATOR, Role.MODERATOR, Role.FACILITATOR):
        own = by_role[role.value]
        by_role[role.value] = sorted({*own, *bosses}, key=lambda one: (one.name, one.id))
    return dict(by_role)
