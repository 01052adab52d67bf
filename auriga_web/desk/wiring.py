"""Glue: while an operator takes part for a person, the person is who acts, and little is open."""

from collections.abc import Callable

from flask import Flask, request, session

from auriga_web.core.access import Actor, NotAllowed, current_actor, resolve_actors_with
from auriga_web.core.language import gettext as _
from auriga_web.desk import queries

# Where a person is helped to take part. Votes, accounts, messages and staff pages are not here.
_OPEN = frozenset(
    {
        "attachments",
        "desk",
        "discussion",
        "initiatives",
        "needs",
        "organisations",
        "portal",
        "services",
        "territories",
    }
)
_ALSO_OPEN = frozenset({"security.logout", "static"})
# Pages of theirs that are for their own eyes alone, and what only they may change.
_CLOSED = frozenset({"portal.me", "organisations.act_for", "organisations.new"})


def init_app(app: Flask) -> None:
    """Let the person who is helped stand in the operator's place."""
    resolve_actors_with(app, _with_assistance(app.extensions["auriga_actor_resolver"]))
    app.before_request(_keep_to_what_is_open)


def _with_assistance(before: Callable[[], Actor]) -> Callable[[], Actor]:
    def resolve() -> Actor:
        actor = before()
        if not actor.is_operator or actor.person_id is None:
            return actor
        assistance_id = session.get("assistance")
        if assistance_id is None:
            return actor
        helped = queries.find_assisted(assistance_id, operator_id=actor.person_id)
        return actor if helped is None else helped

    return resolve


def _keep_to_what_is_open() -> None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in _ALSO_OPEN or current_actor().operator_id is None:
        return
    if endpoint.partition(".")[0] not in _OPEN or endpoint in _CLOSED:
        raise NotAllowed(
            _(
                "This is for the person alone, or for staff: end helping first. Nobody votes for "
                "another person."
            )
        )
