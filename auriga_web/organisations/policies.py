"""Who may see a body, speak for it, and choose its members."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true

from auriga_web.core.access import Actor
from auriga_web.organisations.models import (
    Membership,
    MembershipRole,
    Organisation,
    OrganisationState,
)

SPEAKING_ROLES = frozenset({MembershipRole.REPRESENTATIVE, MembershipRole.EDITOR})


def may_read(reader: Actor, organisation: Organisation, *, is_member: bool) -> bool:
    """Everybody sees a verified body; before that, its own people and administrators."""
    return (
        organisation.is_verified
        or is_member
        or reader.is_administrator
        or (reader.person_id is not None and reader.person_id == organisation.requested_by_id)
    )


def readable_by(reader: Actor) -> ColumnElement[bool]:
    """The same for many."""
    verified = Organisation.state == OrganisationState.VERIFIED
    if reader.is_administrator:
        return true()
    if reader.person_id is None:
        return verified
    mine = select(Membership.organisation_id).where(Membership.person_id == reader.person_id)
    return or_(
        verified, Organisation.requested_by_id == reader.person_id, Organisation.id.in_(mine)
    )


def may_request(actor: Actor) -> bool:
    return actor.person_id is not None


def may_decide(actor: Actor) -> bool:
    return actor.is_administrator


def may_manage(actor: Actor, membership: Membership | None, today: date) -> bool:
    """A current representative chooses members; an administrator helps when none is left."""
    is_representative = (
        membership is not None
        and membership.person_id == actor.person_id
        and membership.role is MembershipRole.REPRESENTATIVE
        and is_current(membership, today)
    )
    return actor.is_administrator or is_representative


def may_describe(actor: Actor, membership: Membership | None, today: date) -> bool:
    """Who speaks for a body says what it is: also before it is verified, to put things right."""
    is_speaker = (
        membership is not None
        and membership.person_id == actor.person_id
        and membership.role in SPEAKING_ROLES
        and is_current(membership, today)
    )
    return actor.is_administrator or is_speaker


def may_ask_to_join(actor: Actor, membership: Membership | None) -> bool:
    """Whoever is registered asks, unless they belong to it or wait for an answer."""
    return actor.person_id is not None and membership is None


def may_speak(actor: Actor, membership: Membership | None, today: date) -> bool:
    """Who acts in a body's name is verified, has a mandate to speak, and it is verified too."""
    return (
        actor.is_verified
        and membership is not None
        and membership.person_id == actor.person_id
        and membership.role in SPEAKING_ROLES
        and is_current(membership, today)
        and membership.organisation.is_verified
    )


def is_current(membership: Membership, today: date) -> bool:
    """Tell whether a membership was accepted and its mandate runs."""
    return (
        membership.accepted_at is not None
        and membership.valid_from <= today
        and (membership.valid_to is None or membership.valid_to > today)
    )


def current_on(today: date) -> ColumnElement[bool]:
    """The same for many."""
    return and_(
        Membership.accepted_at.is_not(None),
        Membership.valid_from <= today,
        or_(Membership.valid_to.is_(None), Membership.valid_to > today),
    )
