"""How services answer for themselves to features that hang something on them."""

from flask import Flask, url_for
from sqlalchemy.exc import NoResultFound

from auriga_web.core.access import Actor, register_gate
from auriga_web.core.database import db
from auriga_web.core.language import lazy_gettext
from auriga_web.core.search import SearchedKind, register_searched
from auriga_web.core.strange_input import is_id
from auriga_web.services.models import Service
from auriga_web.services.policies import may_edit, may_read
from auriga_web.services.rules import area_label


class ServiceGate:
    """Anybody reads a listed service; only those who edit the catalogue add to it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        service = self._find(subject_id)
        return service is not None and may_read(reader, service)

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return may_edit(actor)

    def url(self, subject_id: str) -> str:
        return url_for("services.show", service_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        service = self._find(subject_id)
        if service is None:
            raise NoResultFound
        return service.title

    def _find(self, subject_id: str) -> Service | None:
        return db.session.get(Service, int(subject_id)) if is_id(subject_id) else None


def init_app(app: Flask) -> None:
    """Answer for every service, and give templates the names of areas."""
    register_gate("service", ServiceGate())
    register_searched(
        SearchedKind(
            place=4,
            kind="service",
            slug="servizi",
            many=lazy_gettext("Services"),
            one=lazy_gettext("Service"),
        )
    )
    app.jinja_env.filters["area"] = area_label
