"""Glue: sessions, who is behind a request, and Flask-Security."""

from datetime import datetime
from typing import Any

from flask import Flask, current_app, g
from werkzeug.exceptions import Forbidden

from auriga_web.accounts.queries import SignedIn
from auriga_web.accounts.wiring import provider, security
from auriga_web.accounts.wiring.gate import PersonGate
from auriga_web.accounts.wiring.sessions import BrowserSessions, browser_session
from auriga_web.core import clock
from auriga_web.core.access import VISITOR, Actor, register_gate, resolve_actors_with
from auriga_web.core.errors import refuse


def init_app(app: Flask) -> None:
    """Let persons sign in, and routes ask who is behind a request."""
    # Organisations name a function here that tells for whom a person may act.
    app.extensions.setdefault("auriga_body_resolver", None)
    app.session_interface = BrowserSessions(app)
    resolve_actors_with(app, _actor)
    security.init_app(app)
    provider.init_app(app)
    register_gate("person", PersonGate())

    @app.errorhandler(Forbidden)
    def _second_factor_first(_problem: Forbidden):
        return security.ask_for_second_factor() if g.get("needs_factor") else refuse(403)


def _actor() -> Actor:
    held = browser_session().held
    if held is None:
        return VISITOR
    g.beside_person = held.beside
    # Who has a role uses it only after a second factor; it cannot be set without passing it.
    g.needs_factor = bool(held.roles) and not held.has_second_factor
    body = _body(held, clock.now())
    return Actor(
        person_id=held.person_id,
        roles=frozenset() if g.needs_factor else held.roles,
        level=held.level,
        display_name=held.name,
        **body,
    )


def _body(held: SignedIn, now: datetime) -> dict[str, Any]:
    resolve = current_app.extensions["auriga_body_resolver"]
    if held.body_id is None or resolve is None:
        return {}
    return resolve(person_id=held.person_id, body_id=held.body_id, now=now) or {}
