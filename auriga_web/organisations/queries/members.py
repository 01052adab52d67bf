"""Reading who belongs to a body, and for whom a person may act."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor, Level
from auriga_web.core.clock import ROME
from auriga_web.core.database import db, lock_writers
from auriga_web.organisations import policies
from auriga_web.organisations.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationState,
)


class Member(NamedTuple):
    """A member as a body's page shows them; without a name if they did not agree to be shown."""

    name: str | None
    role: MembershipRole
    valid_to: date | None


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
