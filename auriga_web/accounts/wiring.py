"""Glue: who is behind a request."""

from flask import Flask, session

from auriga_web.accounts import queries
from auriga_web.core.access import STAFF_ROLES, VISITOR, Actor, resolve_actors_with


def init_app(app: Flask) -> None:
    """Let routes ask who is behind a request."""
    app.extensions.setdefault("auriga_body_resolver", None)
    resolve_actors_with(app, _actor)


def _actor() -> Actor:
    uniquifier = session.get("_user_id")
    person = queries.find_person_by_uniquifier(uniquifier) if uniquifier else None
    if person is None:
        return VISITOR
    roles = queries.list_roles(person.id)
    # Staff act as staff only with a second factor.
    return Actor(
        person_id=person.id,
        roles=roles if person.has_second_factor else roles - STAFF_ROLES,
        level=person.level,
        display_name=person.name,
    )
