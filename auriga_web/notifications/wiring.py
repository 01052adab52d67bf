"""Glue: decisions of moderators answer to whom their messages may lead."""

from flask import Flask, request, url_for

from auriga_web.accounts import queries as accounts
from auriga_web.core.access import Actor, register_gate
from auriga_web.core.strange_input import is_id
from auriga_web.notifications import queries


class DecisionGate:
    """A decision is read by whom it concerns: the author of the thing, and who reported it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        if reader.person_id is None or not is_id(subject_id):
            return False
        return queries.is_concerned(reader.person_id, decision_id=int(subject_id))

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("moderation.decision", decision_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        # Messages about decisions name nothing.
        return ""


# The pages that say whether one follows the thing, and the argument that says which.
_THINGS = {"needs.show": ("need", "need_id"), "initiatives.show": ("initiative", "initiative_id")}


def init_app(_app: Flask) -> None:
    """Let messages lead to decisions, and pages know what is unread without asking for it."""
    register_gate("decision", DecisionGate())
    accounts.read_beside("unread", queries.unread_beside())
    accounts.read_beside("follows", queries.follows_beside(), _this)


def _this() -> dict[str, str] | None:
    if not request or request.endpoint not in _THINGS:
        return None
    kind, argument = _THINGS[request.endpoint]
    return {"followed_kind": kind, "followed_id": str((request.view_args or {})[argument])}
