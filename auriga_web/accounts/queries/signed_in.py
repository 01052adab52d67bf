"""Who is behind a browser, and with which browsers somebody is signed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, String, bindparam, cast, exists, func, select

from auriga_web.accounts.models import Passkey, Person, PersonRole, Session
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
    # What features above asked to know with every request; see `read_beside`.
    beside: Mapping[str, Any]


_Values = Callable[[], Mapping[str, Any] | None]
_beside: dict[str, tuple[ScalarSelect[Any], _Values]] = {}


def read_beside(name: str, scalar: ScalarSelect[Any], values: _Values = dict) -> None:
    """Read one scalar more in the statement that finds who is behind a browser.

    `scalar` is a subquery on `Person.id`; `values` gives its parameters in this request, or None
    where it is not needed. For what every page shows: it costs no statement of its own.
    """
    _beside[name] = (scalar, values)
    _signed_in.cache_clear()


def find_signed_in(sid_sha256: str) -> SignedIn | None:
    """Return who is behind the session with this hashed id; one statement."""
    asked = {name: values() for name, (_, values) in _beside.items()}
    wanted = {name: values for name, values in asked.items() if values is not None}
    parameters = {key: value for values in wanted.values() for key, value in values.items()}
    row = db.session.execute(
        _signed_in(tuple(wanted)), {"sid_sha256": sid_sha256, **parameters}
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
        has_second_factor=row.tf_primary_method is not None or row.has_passkey,
        body_id=row.body_id,
        created_at=row.created_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        data=row.data,
        beside={name: getattr(row, f"beside_{name}") for name in wanted},
    )


def find_actor(person_id: int) -> Actor | None:
    """Return a person as one who acts in their own name; one statement."""
    row = db.session.execute(_persons().where(Person.id == person_id)).one_or_none()
    if row is None:
        return None
    return Actor(person_id=row.id, roles=_roles(row), level=row.level, display_name=row.name)


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


@cache
def _signed_in(beside: tuple[str, ...]) -> Select[Any]:
    return (
        _persons(
            Person.fs_uniquifier,
            Session.body_id,
            Session.created_at,
            Session.seen_at,
            Session.expires_at,
            Session.data,
            *(_beside[name][0].label(f"beside_{name}") for name in beside),
        )
        .join(Session, Session.person_id == Person.id)
        .where(Session.sid_sha256 == bindparam("sid_sha256"))
    )


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
        exists().where(Passkey.person_id == Person.id).label("has_passkey"),
        *more,
    ).where(Person.active)


def _roles(row: Row[Any]) -> frozenset[Role]:
    return frozenset(Role(value) for value in (row.roles or "").split(",") if value)
