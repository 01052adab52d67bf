"""Reading persons: who somebody is, who is behind a browser, who holds a role."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, String, cast, func, select
from sqlalchemy.orm import selectinload

from auriga_web.accounts import policies
from auriga_web.accounts.models import (
    MailedToken,
    Person,
    PersonRole,
    Session,
    TokenPurpose,
    Verification,
)
from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.database import db

# The persons of a demo whom its sign-in page shows have their address here.
DEMO_DOMAIN = "demo.example"


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
    # What features above asked to know with every request; see `read_beside`.
    beside: Mapping[str, Any]


_Scalar = Callable[[], ScalarSelect[Any] | None]
_beside: dict[str, _Scalar] = {}


def read_beside(name: str, scalar: _Scalar) -> None:
    """Read one scalar more in the statement that finds who is behind a browser.

    `scalar` makes a subquery on `Person.id` when it is asked, or None where it is not needed. For
    what every page shows: it costs no statement of its own.
    """
    _beside[name] = scalar


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
    wanted = {name: scalar() for name, scalar in _beside.items()}
    beside = {name: scalar for name, scalar in wanted.items() if scalar is not None}
    row = db.session.execute(
        _persons(
            Person.fs_uniquifier,
            Session.body_id,
            Session.created_at,
            Session.seen_at,
            Session.expires_at,
            Session.data,
            *(scalar.label(f"beside_{name}") for name, scalar in beside.items()),
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
        beside={name: getattr(row, f"beside_{name}") for name in beside},
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


def list_sessions(reader: Actor) -> Sequence[Session]:
    """Return the browsers with which the reader is signed in, last seen first."""
    return db.session.scalars(
        select(Session)
        .where(Session.person_id == reader.person_id)
        .order_by(Session.seen_at.desc(), Session.sid_sha256)
    ).all()


def get_session(name: str, *, reader: Actor) -> Session:
    """Return one of the reader's sessions by the beginning of its hashed id.

    :raises NoResultFound: if the reader has none called so.
    """
    return db.session.scalars(
        select(Session).where(
            Session.person_id == reader.person_id, Session.sid_sha256.startswith(name)
        )
    ).one()


def is_token_good(token_sha256: str, purpose: TokenPurpose, now: datetime) -> bool:
    """Tell whether a mailed link can still be used; using it asks again."""
    return (
        db.session.scalar(
            select(MailedToken.token_sha256).where(
                MailedToken.token_sha256 == token_sha256,
                MailedToken.purpose == purpose,
                MailedToken.used_at.is_(None),
                MailedToken.expires_at > now,
            )
        )
        is not None
    )


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
