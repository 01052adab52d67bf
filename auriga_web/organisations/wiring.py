"""Glue: for whom a person acts, and what bodies answer about themselves."""

from collections.abc import Sequence

from flask import Flask, session, url_for
from flask_security.signals import user_authenticated
from sqlalchemy.exc import NoResultFound
from wtforms.fields.choices import SelectChoice

from auriga_web.accounts.models import Person
from auriga_web.core.access import VISITOR, Actor, register_gate
from auriga_web.core.language import lazy_gettext
from auriga_web.core.search import SearchedKind, register_searched
from auriga_web.core.strange_input import is_id
from auriga_web.organisations import queries
from auriga_web.organisations.models import Organisation
from auriga_web.territories import queries as territories


class OrganisationGate:
    """Anybody reads a verified body; nobody writes under it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return self._find(reader, subject_id) is not None

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("organisations.show", organisation_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        organisation = self._find(VISITOR, subject_id)
        if organisation is None:
            raise NoResultFound
        return organisation.name

    def _find(self, reader: Actor, subject_id: str) -> Organisation | None:
        if not is_id(subject_id):
            return None
        try:
            return queries.get_organisation(int(subject_id), reader=reader)
        except NoResultFound:
            return None


def init_app(app: Flask) -> None:
    """Tell the floors below what they cannot look up themselves."""
    register_gate("organisation", OrganisationGate())
    register_searched(
        SearchedKind(
            place=5,
            kind="organisation",
            slug="organizzazioni",
            many=lazy_gettext("Organisations"),
            one=lazy_gettext("Organisation"),
        )
    )
    app.extensions["auriga_body_resolver"] = queries.find_acting_body
    app.extensions["auriga_comune_choices"] = _comune_choices
    user_authenticated.connect(_remember_bodies, app)


def _comune_choices() -> Sequence[SelectChoice]:
    return [SelectChoice(comune.code, comune.name) for comune in territories.list_comuni()]


def _remember_bodies(_app: Flask, *, user: Person, **_more: object) -> None:
    if queries.has_membership(user.id):
        session["has_bodies"] = True
