"""Glue: decisions of moderators answer to whom their messages may lead."""

from flask import Flask, url_for

from auriga_web.core.access import Actor, register_gate
from auriga_web.notifications import queries


class DecisionGate:
    """A decision is read by whom it concerns: the author of the thing, and who reported it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return reader.person_id is not None and queries.is_concerned(
            reader.person_id, decision_id=int(subject_id)
        )

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("moderation.decision", decision_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        # Messages about decisions name nothing.
        return ""


def init_app(_app: Flask) -> None:
    """Let messages lead to decisions."""
    register_gate("decision", DecisionGate())
