"""Reading bodies: the directory, a body's page, its members, for whom a person may act."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from auriga_web.accounts.models import Person
from auriga_web.core import keyset
from auriga_web.core.access import Actor, Level
from auriga_web.core.clock import ROME
from auriga_web.core.database import db, lock_writers
from auriga_web.organisations import policies
from auriga_web.organisations.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationKind,
    OrganisationState,
)
from auriga_web.territories.models import Territory

PAGE_SIZE = 30


class Member(NamedTuple):
    """A member as a body's page shows them; without a name if they did not agree to be shown."""

    name: str | None
    role: MembershipRole
    valid_to: date | None


def list_organisations(
    *,
    kinds: Collection[OrganisationKind] = (),
    territory_ids: Collection[int] = (),
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> keyset.Page[Row[Any]]:
    """Return the verified bodies by name, of these kinds and places if any are given."""
    name = func.lower(Organisation.name)
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Organisation.description,
            Territory.name.label("comune"),
            name.label("sorted_by"),
        )
        .outerjoin(Territory, Territory.id == Organisation.comune_id)
        .where(Organisation.state == OrganisationState.VERIFIED)
        .order_by(name, Organisation.id)
        .limit(limit + 1)
    )
    if kinds:
        statement = statement.where(Organisation.kind.in_(kinds))
    if territory_ids:
        statement = statement.where(Organisation.comune_id.in_(territory_ids))
    after = keyset.decode(cursor, kinds=(str, int))
    if after is not None:
        statement = statement.where(keyset.after([name, Organisation.id], after, descending=False))
    rows = db.session.execute(statement).all()
    return keyset.take(rows, limit=limit, key=lambda row: (row.sorted_by, row.id))


def list_requests() -> Sequence[Organisation]:
    """Return the bodies that wait to be verified, oldest first, comune loaded."""
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.state == OrganisationState.REQUESTED)
        .options(joinedload(Organisation.comune))
        .order_by(Organisation.requested_at, Organisation.id)
        .limit(200)
    ).all()


def get_organisation(organisation_id: int, *, reader: Actor) -> Organisation:
    """Return a body that `reader` may see, comune loaded.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.id == organisation_id, policies.readable_by(reader))
        .options(joinedload(Organisation.comune))
    ).one()


def find_organisation_by_fiscal_code(fiscal_code: str) -> Organisation | None:
    """Return the body with this fiscal code."""
    return db.session.scalars(
        select(Organisation).where(Organisation.fiscal_code == fiscal_code)
    ).one_or_none()


def list_speakers(organisation_id: int, *, today: date) -> Sequence[Member]:
    """Return who may speak for a body today, representatives first; named only if they agreed."""
    name = case((Membership.is_listed, Person.name), else_=None).label("name")
    rows = db.session.execute(
        select(name, Membership.role, Membership.valid_to)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organisation_id == organisation_id, policies.current_on(today))
        .where(Membership.role.in_(policies.SPEAKING_ROLES), Person.active)
        .order_by(Membership.role.desc(), Person.name, Membership.id)
    ).all()
    return [Member(row.name, row.role, row.valid_to) for row in rows]


def list_representatives(organisation_id: int, *, today: date) -> Sequence[Person]:
    """Return the current representatives of a body who can be written to, longest first."""
    return db.session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation_id, policies.current_on(today))
        .where(Membership.role == MembershipRole.REPRESENTATIVE)
        .where(Person.active, Person.email.is_not(None))
        .order_by(Membership.accepted_at, Membership.id)
        .limit(10)
    ).all()


def count_own_requests(person_id: int) -> int:
    """Return for how many bodies a person has asked and has no answer yet."""
    return (
        db.session.scalar(
            select(func.count(Membership.id)).where(
                Membership.person_id == person_id,
                Membership.accepted_at.is_(None),
                Membership.invited_at.is_(None),
            )
        )
        or 0
    )


def lock_own_requests(person_id: int) -> None:
    """Let a person send one request at a time, until the transaction ends."""
    lock_writers()
    db.session.execute(
        select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)
    ).one()


def list_mandates_ending(*, after: date, until: date) -> Sequence[Membership]:
    """Return the mandates that end in these days, persons and bodies loaded, soonest first."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.accepted_at.is_not(None))
        .where(Membership.valid_to > after, Membership.valid_to <= until)
        .where(Membership.role.in_(policies.SPEAKING_ROLES))
        .options(joinedload(Membership.person), joinedload(Membership.organisation))
        .order_by(Membership.valid_to, Membership.id)
        .limit(500)
    ).all()


def list_memberships(organisation_id: int) -> Sequence[Membership]:
    """Return everybody who belongs to a body or was invited, persons loaded."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.organisation_id == organisation_id)
        .join(Membership.person)
        .options(contains_eager(Membership.person))
        .order_by(Membership.accepted_at.is_(None), Person.name, Membership.id)
    ).all()


def get_membership(organisation_id: int, membership_id: int) -> Membership:
    """Return a membership of a body, person and body loaded.

    :raises NoResultFound: if the body has none such.
    """
    return db.session.scalars(
        select(Membership)
        .where(Membership.id == membership_id, Membership.organisation_id == organisation_id)
        .options(joinedload(Membership.person), joinedload(Membership.organisation))
    ).one()


def find_membership(organisation_id: int, person_id: int | None) -> Membership | None:
    """Return a person's membership of a body, or their invitation; body loaded."""
    if person_id is None:
        return None
    return db.session.scalars(
        select(Membership)
        .where(Membership.organisation_id == organisation_id, Membership.person_id == person_id)
        .options(joinedload(Membership.organisation), joinedload(Membership.person))
    ).one_or_none()


def list_own_memberships(reader: Actor) -> Sequence[Membership]:
    """Return the bodies to which the reader belongs or is invited, bodies loaded."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.person_id == reader.person_id)
        .join(Membership.organisation)
        .options(contains_eager(Membership.organisation))
        .order_by(func.lower(Organisation.name), Membership.id)
    ).all()


def count_representatives(organisation_id: int, *, today: date) -> int:
    """Return how many current representatives a body has."""
    return (
        db.session.scalar(
            select(func.count(Membership.id))
            .where(Membership.organisation_id == organisation_id, policies.current_on(today))
            .where(Membership.role == MembershipRole.REPRESENTATIVE)
        )
        or 0
    )


def lock_members(organisation_id: int) -> None:
    """Let nobody else change the members of a body until the transaction ends."""
    lock_writers()
    db.session.execute(
        select(Organisation.id)
        .where(Organisation.id == organisation_id)
        .with_for_update(key_share=True)
    ).one()


def has_membership(person_id: int) -> bool:
    """Tell whether a person belongs to any body, or is invited to one."""
    return (
        db.session.scalar(select(Membership.id).where(Membership.person_id == person_id).limit(1))
        is not None
    )


def find_acting_body(*, person_id: int, body_id: int, now: datetime) -> dict[str, Any] | None:
    """Return what an actor carries of the body for which a person acts; None if they may not."""
    row = db.session.execute(
        select(Organisation.name, Organisation.kind, Membership.role)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Organisation.id == body_id, Membership.person_id == person_id)
        .where(Organisation.state == OrganisationState.VERIFIED)
        .where(Membership.role.in_(policies.SPEAKING_ROLES))
        .where(Person.level == Level.VERIFIED, policies.current_on(today_of(now)))
    ).one_or_none()
    if row is None:
        return None
    return {
        "body_id": body_id,
        "body_name": row.name,
        "body_kind": row.kind.value,
        "body_role": row.role.value,
    }


def today_of(now: datetime) -> date:
    """Return the day it is in Italy, by which mandates run."""
    return now.astimezone(ROME).date()
