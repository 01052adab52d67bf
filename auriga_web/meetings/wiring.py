"""Glue: meetings answer for themselves to what hangs on them."""

from collections.abc import Sequence

from flask import Flask, url_for

from auriga_web.core.access import Actor, register_gate
from auriga_web.core.strange_input import is_id
from auriga_web.meetings import queries
from auriga_web.meetings.models import Meeting


class MeetingGate:
    """Every call is public; what people say about it, they say at the meeting."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return _find(subject_id) is not None

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("meetings.show", meeting_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        meeting = _find(subject_id)
        return "" if meeting is None else meeting.title

    def read_many(self, subject_ids: Sequence[str]) -> Sequence[Meeting]:
        """Read many at once; while the caller holds them, none costs a statement more."""
        return queries.list_by_ids([int(key) for key in subject_ids if is_id(key)])


def _find(subject_id: str) -> Meeting | None:
    return queries.find_meeting(int(subject_id)) if is_id(subject_id) else None


def init_app(_app: Flask) -> None:
    """Let the chain, follows and messages ask about meetings."""
    register_gate("meeting", MeetingGate())
