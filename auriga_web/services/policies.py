"""Who may do what with services."""

from sqlalchemy import ColumnElement, true

from auriga_web.core.access import SYSTEM, Actor
from auriga_web.services.models import Service


def may_edit(actor: Actor) -> bool:
    return actor.is_facilitator


def may_list(actor: Actor) -> bool:
    """Who keeps the catalogue takes a service out of it; so does who decides on warnings."""
    return may_edit(actor) or actor.is_moderator or actor.is_guarantor or actor == SYSTEM


def may_read(reader: Actor, service: Service) -> bool:
    return service.is_listed or may_list(reader)


def readable_by(reader: Actor) -> ColumnElement[bool]:
    return true() if may_list(reader) else Service.is_listed.is_(True)


def may_give_feedback(actor: Actor, service: Service) -> bool:
    """Whoever sees a listed service may say whether it was useful, also without an account."""
    return service.is_listed and may_read(actor, service)
