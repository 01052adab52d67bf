"""Reading persons: who somebody is, who is behind a browser, who holds a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, String, cast, func, select

from auriga_web.accounts.models import Person, PersonRole, Session, Verification
from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.database import db


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who is behind a browser, and what their session holds: read in one statement."""

    person_id: int
    uniquifier: str
    name: str
    level: Level
    language: str
    roles: frozenset[Role]
    has_second_factor: bool
    body_id: int | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    data: str


def get_person(person_id: int) -> Person:
    """Return a person.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(select(Person).where(Person.id == person_id)).one()


def find_person_by_email(email: str) -> Person | None:
    """Return the person with this address, however it is written."""
    wanted = email.strip().lower()
    return db.session.scalars(select(Person).where(Person.email == wanted)).one_or_none()


def find_person_by_uniquifier(uniquifier: str) -> Person | None:
    """Return the active person whom sessions and tokens call by this name."""
    return db.session.scalars(
        select(Person).where(Person.fs_uniquifier == uniquifier, Person.active)
    ).one_or_none()


def find_signed_in(sid_sha256: str) -> SignedIn | None:
    """Return who is behind the session with this hashed id; one statement."""
    row = db.session.execute(
        _persons(
            Person.fs_uniquifier,
            Session.body_id,
            Session.created_at,
            Session.seen_at,
            Session.expires_at,
            Session.data,
        )
        .join(Session, Session.person_id == Person.id)
        .where(Session.sid_sha256 == sid_sha256)
    ).one_or_none()
    if row is None:
        return None
    return SignedIn(
        person_id=row.id,
        uniquifier=row.fs_uniquifier,
        name=row.name,
        level=row.level,
        language=row.language,
        roles=_roles(row),
        has_second_factor=row.tf_primary_method is not None,
        body_id=row.body_id,
        created_at=row.created_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        data=row.data,
    )


def find_actor(person_id: int) -> Actor | None:
    """Return a person as one who acts in their own name; one statement."""
    row = db.session.execute(_persons().where(Person.id == person_id)).one_or_none()
    if row is None:
        return None
    return Actor(person_id=row.id, roles=_roles(row), level=row.level, display_name=row.name)


def list_roles(person_id: int) -> frozenset[Role]:
    """Return the roles that a person holds."""
    return frozenset(
        db.session.scalars(select(PersonRole.role).where(PersonRole.person_id == person_id))
    )


def list_person_ids_with_role(role: Role) -> Sequence[int]:
    """Return the active persons who hold a role."""
    return db.session.scalars(
        select(PersonRole.person_id)
        .join(Person, Person.id == PersonRole.person_id)
        .where(PersonRole.role == role, Person.active)
        .order_by(PersonRole.person_id)
    ).all()


def find_verification(person_id: int) -> Verification | None:
    """Return how a person was verified; None if they are not."""
    return db.session.scalars(
        select(Verification).where(Verification.person_id == person_id)
    ).one_or_none()


def _persons(*more: Any) -> Select[Any]:
    # Roles come as one text beside the person, so that one statement tells everything.
    roles = (
        select(func.aggregate_strings(cast(PersonRole.role, String), ","))
        .where(PersonRole.person_id == Person.id)
        .scalar_subquery()
        .label("roles")
    )
    return select(
        Person.id,
        Person.name,
        Person.level,
        Person.language,
        Person.tf_primary_method,
        roles,
        *more,
    ).where(Person.active)


def _roles(row: Row[Any]) -> frozenset[Role]:
    return frozenset(Role(value) for value in (row.roles or "").split(",") if value)
