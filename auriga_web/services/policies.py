"""Who may do what with services."""

from sqlalchemy import ColumnElement, true

from auriga_web.core.access import Actor
from auriga_web.services.models import Service


def may_edit(actor: Actor) -> bool:
    return actor.is_facilitator


def may_read(reader: Actor, service: Service) -> bool:
    return service.is_listed or may_edit(reader)


def readable_by(reader: Actor) -> ColumnElement[bool]:
    return true() if may_edit(reader) else Service.is_listed.is_(True)
