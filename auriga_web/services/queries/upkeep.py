"""Around a service: who may run it, when it is checked, for whom it is, what is said of it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import String, cast, select

from auriga_web.accounts.models import Person, PersonRole
from auriga_web.core.access import Actor, Role
from auriga_web.core.database import db
from auriga_web.duties.models import Duty
from auriga_web.organisations.models import Organisation, OrganisationState
from auriga_web.services.models import (
    ForWhom,
    Service,
    ServiceFeedback,
    ServiceForWhom,
)


def list_runners() -> Sequence[tuple[int, str]]:
    """Return the verified organisations by name: those that may be said to run a service."""
    return [
        (row[0], row[1])
        for row in db.session.execute(
            select(Organisation.id, Organisation.name)
            .where(Organisation.state == OrganisationState.VERIFIED)
            .order_by(Organisation.name, Organisation.id)
        )
    ]


def list_to_review(today: date, *, kind: str) -> Sequence[tuple[int, int | None]]:
    """Return the listed services whose day of review has come and nobody was asked, and whose.

    Theirs is who checked it last, while they still look after the catalogue. `kind` is the duty by
    which somebody is asked.
    """
    is_asked = (
        select(Duty.id)
        .where(
            Duty.kind == kind,
            Duty.subject_kind == "service",
            Duty.subject_id == cast(Service.id, String),
            Duty.done_at.is_(None),
        )
        .exists()
    )
    keeper = (
        select(PersonRole.person_id)
        .join(Person, Person.id == PersonRole.person_id)
        .where(PersonRole.person_id == Service.owner_id, Person.active)
        .where(PersonRole.role.in_([Role.FACILITATOR, Role.ADMINISTRATOR]))
        .limit(1)
        .correlate(Service)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Service.id, keeper)
        .where(Service.is_listed.is_(True), Service.review_on <= today, ~is_asked)
        .order_by(Service.id)
    )
    return [(row[0], row[1]) for row in rows]


def list_for_whom(service_id: int) -> Sequence[ForWhom]:
    """Return whom a service is for, in the order of the choices."""
    found = set(
        db.session.scalars(
            select(ServiceForWhom.for_whom).where(ServiceForWhom.service_id == service_id)
        )
    )
    return [one for one in ForWhom if one in found]


def find_feedback(service_id: int, *, reader: Actor) -> bool | None:
    """Return what the reader has said of a service; None if nothing, or without an account."""
    if reader.person_id is None:
        return None
    return db.session.scalar(
        select(ServiceFeedback.is_useful).where(
            ServiceFeedback.service_id == service_id,
            ServiceFeedback.person_id == reader.person_id,
        )
    )
