"""What makes a comment fit to be said. Pure: facts in, verdict out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.discussion.models import DEEPEST
from auriga_web.organisations.models import OrganisationKind

LONGEST_BODY = 4000
NEW_ACCOUNT = timedelta(hours=24)
MOST_OF_A_NEW_ACCOUNT = 10
PAUSE_OF_A_NEW_ACCOUNT = timedelta(seconds=30)
MOST_LINKS_OF_A_NEW_ACCOUNT = 2
# The same words within this time are one comment that was sent twice.
SAME_WORDS = timedelta(minutes=10)
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# Bodies whose word is an official one.
OFFICIAL_BODIES = frozenset(
    {
        OrganisationKind.CONSORTIUM,
        OrganisationKind.COOPERATIVE_A,
        OrganisationKind.COOPERATIVE_B,
        OrganisationKind.INSTITUTION,
    }
)


class CannotComment(Exception):
    """The comment cannot be published like this; the message says what to do."""


class TooManyComments(Exception):
    """A new account writes too much or too fast; the message says when to try again."""

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingRecord:
    """What somebody has written so far, as far as the limits ask."""

    registered_at: datetime
    of_last_day: int
    last_at: datetime | None
    has_accepted: bool


def check_body(body: str) -> str:
    """Return what is worth keeping of a text.

    :raises CannotComment: if nothing is, or it is too long.
    """
    body = body.replace("\r\n", "\n").replace("\x00", "").strip()
    if not body:
        raise CannotComment(_("Write something before you publish."))
    if len(body) > LONGEST_BODY:
        raise CannotComment(
            ngettext(
                "Your comment is %(num)s character too long. Shorten it, or make two of it.",
                "Your comment is %(num)s characters too long. Shorten it, or make two of it.",
                len(body) - LONGEST_BODY,
            )
        )
    return body


def check_pace(record: WritingRecord, *, now: datetime) -> None:
    """Check that a new account does not write more than a person would.

    :raises TooManyComments: if it does.
    """
    if now - record.registered_at >= NEW_ACCOUNT:
        return
    if record.last_at is not None and now - record.last_at < PAUSE_OF_A_NEW_ACCOUNT:
        left = PAUSE_OF_A_NEW_ACCOUNT - (now - record.last_at)
        raise TooManyComments(
            _("Wait half a minute between one comment and the next, then publish again."),
            seconds=int(left.total_seconds()) + 1,
        )
    if record.of_last_day >= MOST_OF_A_NEW_ACCOUNT:
        raise TooManyComments(
            _(
                "On the first day one can publish 10 comments. Keep this text and publish it "
                "tomorrow: from then on there is no such limit."
            ),
            seconds=int((record.registered_at + NEW_ACCOUNT - now).total_seconds()),
        )


def must_wait_for_reading(
    record: WritingRecord, *, body: str, is_vouched_for: bool, now: datetime
) -> bool:
    """Tell whether a moderator reads it before everybody does.

    So it is with the first comment of somebody whom nobody has vouched for, and with many links
    from a new account.
    """
    if is_vouched_for:
        return False
    is_new = now - record.registered_at < NEW_ACCOUNT
    return not record.has_accepted or (is_new and has_many_links(body))


def has_many_links(body: str) -> bool:
    """Tell whether a text has more links than a new account may publish unread."""
    return _count_links(body) > MOST_LINKS_OF_A_NEW_ACCOUNT


def check_edited_links(record: WritingRecord, *, before: str, after: str, now: datetime) -> None:
    """Check that a new account does not add by an edit the links that are read first in a comment.

    Whoever let many through once has read them: fewer, or as many, may stay.

    :raises CannotComment: if it does.
    """
    is_new = now - record.registered_at < NEW_ACCOUNT
    if is_new and has_many_links(after) and _count_links(after) > _count_links(before):
        raise CannotComment(
            _(
                "On the first day a comment can hold 2 links at most. Take some out, or add them "
                "from tomorrow."
            )
        )


def _count_links(body: str) -> int:
    return len(_LINK.findall(body))


def depth_of_answer(parent_depth: int | None) -> int:
    """Return how deep a comment stands.

    :raises CannotComment: if it would stand too deep to be read on a phone.
    """
    depth = 1 if parent_depth is None else parent_depth + 1
    if depth > DEEPEST:
        raise CannotComment(
            _("Answers end here. Write a new comment, or answer the one this one answers.")
        )
    return depth


class _InThread(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def parent_id(self) -> int | None: ...


_Row = TypeVar("_Row", bound=_InThread)


@dataclass(frozen=True, slots=True)
class Node(Generic[_Row]):
    """A comment with the answers to it."""

    comment: _Row
    answers: list["Node[_Row]"]


def grow_tree(rows: Sequence[_Row]) -> list[Node[_Row]]:
    """Return comments as a tree; an answer whose parent is not among them stands by itself."""
    nodes = {row.id: Node(row, []) for row in rows}
    trunk: list[Node[_Row]] = []
    for row in rows:
        parent = nodes.get(row.parent_id) if row.parent_id is not None else None
        (trunk if parent is None else parent.answers).append(nodes[row.id])
    return trunk
