"""Who belongs to the consortium: what is about them is decided by the guarantor."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, or_, select

from auriga_web.core.database import db
from auriga_web.organisations.models import (
    Membership,
    Organisation,
    OrganisationKind,
    OrganisationState,
)

_OURS = (
    OrganisationKind.CONSORTIUM,
    OrganisationKind.COOPERATIVE_A,
    OrganisationKind.COOPERATIVE_B,
)
_is_ours = Organisation.kind.in_(_OURS)


def list_names() -> Sequence[str]:
    """Return what the consortium and its members are called."""
    return db.session.scalars(
        select(Organisation.name)
        .where(_is_ours, Organisation.state == OrganisationState.VERIFIED)
        .order_by(Organisation.id)
    ).all()


def is_ours(body_id: int) -> bool:
    """Tell whether a body is the consortium or one of its members."""
    found = select(Organisation.id).where(Organisation.id == body_id, _is_ours)
    return bool(db.session.scalar(select(exists(found))))


def is_one_of_us(person_id: int, *, today: date) -> bool:
    """Tell whether a person belongs to the consortium or one of its members now."""
    found = (
        select(Membership.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id == person_id, _is_ours)
        .where(Membership.accepted_at.is_not(None), Membership.valid_from <= today)
        .where(or_(Membership.valid_to.is_(None), Membership.valid_to > today))
    )
    return bool(db.session.scalar(select(exists(found))))
