"""How people are verified: what bodies may vouch for, what expires, what would be revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select

from auriga_web.accounts.models import Person, Verification, VerificationMeans
from auriga_web.core.access import Level
from auriga_web.core.database import db, lock_writers
from auriga_web.desk.models import Accreditation
from auriga_web.initiatives.models import Initiative, InitiativeState
from auriga_web.organisations.models import Organisation

# From the frozen text until the vote is over.
_BEFORE_THE_VOTERS = (InitiativeState.FROZEN, InitiativeState.IN_VOTE)
MOST_AT_ONCE = 2000


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which verifications are meant: by which means or body, given in which days."""

    means: VerificationMeans | None = None
    body_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


class Accredited(NamedTuple):
    """A body that vouches, how many it may, and for how many it did."""

    organisation_id: int
    name: str
    quota: int
    used: int


def find_accreditation(organisation_id: int) -> Accreditation | None:
    """Return the accreditation of a body that runs now."""
    return db.session.scalars(
        select(Accreditation).where(
            Accreditation.organisation_id == organisation_id, Accreditation.ended_at.is_(None)
        )
    ).one_or_none()


def lock_accreditation(organisation_id: int) -> Accreditation | None:
    """Return it, and let a body vouch for one person at a time until the transaction ends."""
    lock_writers()
    return db.session.scalars(
        select(Accreditation)
        .where(Accreditation.organisation_id == organisation_id, Accreditation.ended_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def list_accredited() -> Sequence[Accredited]:
    """Return the bodies that vouch, by name, in one statement."""
    used = (
        select(func.count(Verification.id))
        .where(Verification.vouched_by_id == Accreditation.organisation_id)
        .where(Verification.revoked_at.is_(None))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Organisation.id, Organisation.name, Accreditation.quota, used)
        .join(Organisation, Organisation.id == Accreditation.organisation_id)
        .where(Accreditation.ended_at.is_(None))
        .order_by(func.lower(Organisation.name), Organisation.id)
        .limit(200)
    )
    return [Accredited(*row) for row in rows]


def count_vouched(organisation_id: int) -> int:
    """Return for how many a body has vouched; who was revoked counts no more."""
    return (
        db.session.scalar(
            select(func.count(Verification.id)).where(
                Verification.vouched_by_id == organisation_id, Verification.revoked_at.is_(None)
            )
        )
        or 0
    )


def would_run_what_is_voted(organisation_id: int) -> bool:
    """Tell whether a body would run an initiative that is about to be voted on, or is."""
    return (
        db.session.scalar(
            select(Initiative.id)
            .where(Initiative.runner_id == organisation_id)
            .where(Initiative.state.in_(_BEFORE_THE_VOTERS))
            .limit(1)
        )
        is not None
    )


def count_chosen(chosen: Chosen) -> int:
    """Return how many persons would be no longer verified."""
    return db.session.scalar(select(func.count()).select_from(_chosen(chosen).subquery())) or 0


def list_chosen(chosen: Chosen) -> Sequence[Person]:
    """Return those persons, in the order of their ids; the first `MOST_AT_ONCE`."""
    ids = _chosen(chosen).order_by(Person.id).limit(MOST_AT_ONCE)
    return db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()


def list_expired(today: date, *, limit: int = 500) -> Sequence[Person]:
    """Return the persons who count as verified and whose verification is good no more."""
    return db.session.scalars(
        select(Person)
        .join(Verification, Verification.person_id == Person.id)
        .where(Person.level == Level.VERIFIED, Verification.expires_on <= today)
        .order_by(Verification.expires_on, Person.id)
        .limit(limit)
    ).all()


def _chosen(chosen: Chosen) -> Select[int]:
    statement = (
        select(Person.id)
        .join(Verification, Verification.person_id == Person.id)
        .where(Person.level == Level.VERIFIED)
    )
    if chosen.means is not None:
        statement = statement.where(Verification.means == chosen.means)
    if chosen.body_id is not None:
        statement = statement.where(Verification.vouched_by_id == chosen.body_id)
    if chosen.since is not None:
        statement = statement.where(Verification.verified_at >= chosen.since)
    if chosen.until is not None:
        statement = statement.where(Verification.verified_at < chosen.until)
    return statement
