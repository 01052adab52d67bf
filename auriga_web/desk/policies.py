"""Who may do what at the desk."""

from sqlalchemy import ColumnElement, false, true

from auriga_web.core.access import Actor
from auriga_web.desk.models import Assistance
from auriga_web.organisations.models import MembershipRole


def may_register(actor: Actor) -> bool:
    """An operator, who does not act for somebody at that moment."""
    return actor.is_operator and actor.operator_id is None


def may_assist(actor: Actor, *, person_id: int) -> bool:
    """An operator helps anybody but themselves."""
    return may_register(actor) and actor.person_id != person_id


def may_accredit(actor: Actor) -> bool:
    return actor.is_administrator


def may_revoke(actor: Actor) -> bool:
    return actor.is_administrator


def may_vouch(actor: Actor, organisation_id: int, *, person_id: int) -> bool:
    """Who represents a body and acts in its name now, for anybody but themselves."""
    return (
        actor.body_id == organisation_id
        and actor.body_role == MembershipRole.REPRESENTATIVE
        and actor.person_id != person_id
    )


def may_read(reader: Actor, assistance: Assistance) -> bool:
    """The operator who helped, and an administrator."""
    return reader.is_administrator or (
        reader.is_operator and assistance.operator_id == reader.person_id
    )


def readable_by(reader: Actor) -> ColumnElement[bool]:
    """The same for many."""
    if reader.is_administrator:
        return true()
    if not reader.is_operator:
        return false()
    return Assistance.operator_id == reader.person_id
