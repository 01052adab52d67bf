"""How services answer for themselves to features that hang something on them."""

from flask import Flask, url_for
from sqlalchemy import select

from auriga_web.core.access import Actor, register_gate
from auriga_web.core.database import db
from auriga_web.services.models import Service
from auriga_web.services.policies import may_edit, readable_by


class ServiceGate:
    """Anybody reads a listed service; only those who edit the catalogue add to it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return (
            db.session.scalar(
                select(Service.id).where(Service.id == int(subject_id), readable_by(reader))
            )
            is not None
        )

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return may_edit(actor)

    def url(self, subject_id: str) -> str:
        return url_for("services.show", service_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        return db.session.scalar(select(Service.title).where(Service.id == int(subject_id))) or ""


def init_app(app: Flask) -> None:
    """Answer for every service."""
    register_gate("service", ServiceGate())
