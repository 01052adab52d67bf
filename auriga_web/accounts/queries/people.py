"""Who persons are, how they were verified, and who holds a role."""

from collections.abc import Collection, Sequence, Set

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from auriga_web.accounts import policies
from auriga_web.accounts.models import (
    Passkey,
    Person,
    PersonRole,
    Verification,
)
from auriga_web.core.access import Actor, Role
from auriga_web.core.database import db

# The persons of a demo whom its sign-in page shows have their address here.
DEMO_DOMAIN = "demo.example"


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


def list_passkeys(reader: Actor) -> Sequence[Passkey]:
    """Return the reader's own passkeys, oldest first."""
    return db.session.scalars(
        select(Passkey).where(Passkey.person_id == reader.person_id).order_by(Passkey.id)
    ).all()


def count_spare_codes(reader: Actor) -> int:
    """Return how many of the reader's spare codes are left."""
    left = db.session.scalar(select(Person.mf_recovery_codes).where(Person.id == reader.person_id))
    return len(left or [])


def list_ids_with_passkey(person_ids: Collection[int]) -> Set[int]:
    """Return which of these persons have a passkey."""
    return frozenset(
        db.session.scalars(select(Passkey.person_id).where(Passkey.person_id.in_(person_ids)))
    )


def find_person_id_by_identity(identity_hmac: str) -> int | None:
    """Return whose account was verified with this document."""
    return db.session.scalar(
        select(Verification.person_id).where(Verification.identity_hmac == identity_hmac)
    )


def lock_roles(role: Role) -> None:
    """Keep everybody else from taking this role away until the transaction ends."""
    db.session.execute(
        select(PersonRole.person_id).where(PersonRole.role == role).with_for_update()
    ).all()


def search_persons(words: str, *, reader: Actor, limit: int = 20) -> Sequence[Person]:
    """Return persons by their whole address or the beginning of a name; for operators alone."""
    wanted = words.strip().lower()
    if not policies.may_search_persons(reader) or len(wanted) < 3:
        return []
    pattern = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    name = func.lower(Person.name)
    return db.session.scalars(
        select(Person)
        .where(
            (Person.email == wanted)
            | name.like(f"{pattern}%", escape="\\")
            | name.like(f"% {pattern}%", escape="\\")
        )
        .options(selectinload(Person.roles_held))
        .order_by(Person.name, Person.id)
        .limit(limit)
    ).all()


def list_staff() -> Sequence[Person]:
    """Return whoever holds a role, roles loaded."""
    return db.session.scalars(
        select(Person)
        .where(Person.id.in_(select(PersonRole.person_id)))
        .options(selectinload(Person.roles_held))
        .order_by(Person.name, Person.id)
    ).all()


def list_persons_awaiting_approval() -> Sequence[Person]:
    """Return who signed up in a flood and waits to be let in."""
    return db.session.scalars(
        select(Person)
        .where(~Person.active, Person.signed_up_for.is_not(None))
        .options(selectinload(Person.roles_held))
        .order_by(Person.id)
        .limit(100)
    ).all()


def list_demo_persons() -> Sequence[Person]:
    """Return whom visitors of a demo may sign in as, roles loaded."""
    return db.session.scalars(
        select(Person)
        .where(Person.email.like(f"%@{DEMO_DOMAIN}"), Person.password.is_not(None))
        .options(selectinload(Person.roles_held))
        .order_by(Person.id)
        .limit(12)
    ).all()


def get_person_with_roles(person_id: int) -> Person:
    """Return a person, roles loaded.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Person).where(Person.id == person_id).options(selectinload(Person.roles_held))
    ).one()
