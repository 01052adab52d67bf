"""How a vote answers for itself to features that hang something on it."""

from flask import Flask, url_for
from sqlalchemy.exc import NoResultFound

from auriga_web.accounts import queries as accounts
from auriga_web.core.access import SYSTEM, Actor, register_gate
from auriga_web.core.database import db
from auriga_web.core.language import lazy_gettext
from auriga_web.core.search import SearchedKind, register_searched
from auriga_web.core.strange_input import is_id
from auriga_web.voting import policies
from auriga_web.voting.models import Poll
from auriga_web.voting.queries.ballots import is_on_open_roll


class PollGate:
    """Everybody reads a vote that is frozen; nobody adds anything to it."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        poll = self._find(subject_id)
        return poll is not None and (reader is SYSTEM or policies.may_read(reader, poll))

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("voting.show", poll_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        poll = self._find(subject_id)
        if poll is None:
            raise NoResultFound
        return poll.title

    def _find(self, subject_id: str) -> Poll | None:
        return db.session.get(Poll, int(subject_id)) if is_id(subject_id) else None


def init_app(app: Flask) -> None:
    """Answer for every vote, and let nobody be forgotten while a vote counts on them."""
    accounts.hold_back_erasure(is_on_open_roll)
    register_gate("poll", PollGate())
    register_searched(
        SearchedKind(
            place=3,
            kind="poll",
            slug="votazioni",
            many=lazy_gettext("Votes"),
            one=lazy_gettext("Secret vote"),
        )
    )
