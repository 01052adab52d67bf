"""Who may read, write and look after comments."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, or_, true

from auriga_web.core.access import SYSTEM, Actor, Level, NoGate, gate
from auriga_web.core.strange_input import is_id
from auriga_web.discussion.models import Comment

# Who a visitor would be after signing up.
_SOMEBODY = Actor(person_id=0, level=Level.REGISTERED)


class Written(Protocol):
    """A comment, whether as its table or a page has it."""

    @property
    def author_id(self) -> int: ...

    @property
    def held_at(self) -> datetime | None: ...

    @property
    def hidden_at(self) -> datetime | None: ...

    @property
    def deleted_at(self) -> datetime | None: ...

    @property
    def is_public(self) -> bool: ...


def may_see_subject(reader: Actor, kind: str, subject_id: str) -> bool:
    """Tell whether `reader` sees what a thread is about; without a gate nobody does."""
    # One thing has one name: "07" would have a thread of its own beside that of "7".
    if not is_id(subject_id):
        return False
    try:
        return gate(kind).may_read(reader, subject_id)
    except NoGate:
        return False


def may_write(actor: Actor, kind: str, subject_id: str, *, is_closed: bool = False) -> bool:
    """Tell whether `actor` may say something about a subject now."""
    if actor.is_visitor or is_closed or not may_see_subject(actor, kind, subject_id):
        return False
    return gate(kind).may_write(actor, subject_id)


def is_open(reader: Actor, kind: str, subject_id: str, *, is_closed: bool = False) -> bool:
    """Tell whether `reader` may write here now, or might once signed in."""
    return may_write(
        _SOMEBODY if reader.is_visitor else reader, kind, subject_id, is_closed=is_closed
    )


def takes_stances(kind: str) -> bool:
    """Tell whether comments on this kind of subject may be for or against it.

    Its gate says so with `takes_stances = True`.
    """
    try:
        return bool(getattr(gate(kind), "takes_stances", False))
    except NoGate:
        return False


def shows_names(kind: str, subject_id: str) -> bool:
    """Tell whether persons may be named about this subject: not where being named can harm.

    Its gate may say with a method `shows_names(subject_id)`; else names are shown to who chose so.
    """
    try:
        says = getattr(gate(kind), "shows_names", None)
    except NoGate:
        return False
    return True if says is None else bool(says(subject_id))


def may_read(reader: Actor, comment: Written) -> bool:
    """Tell whether `reader` sees that there is this comment (its place, if not its text)."""
    return comment.held_at is None or _is_author(reader, comment) or reader.is_moderator


def readable_by(reader: Actor) -> ColumnElement[bool]:
    """Return the condition for comments that `reader` sees; the twin of `may_read`."""
    if reader.is_moderator:
        return true()
    if reader.person_id is None:
        return Comment.held_at.is_(None)
    return or_(Comment.held_at.is_(None), Comment.author_id == reader.person_id)


def may_read_text(reader: Actor, comment: Written) -> bool:
    """Tell whether `reader` sees what it says."""
    if comment.deleted_at is not None:
        return False
    is_in_sight = comment.held_at is None and comment.hidden_at is None
    return is_in_sight or _is_author(reader, comment) or may_moderate(reader)


def may_edit(actor: Actor, comment: Written) -> bool:
    """Tell whether `actor` may change what it says: its author, until they take it back.

    Also while it is hidden: moderators read it again then, and may show it.
    """
    return _is_author(actor, comment) and comment.deleted_at is None


def may_delete(actor: Actor, comment: Written) -> bool:
    """Tell whether `actor` may take it back: its author, at any time."""
    return _is_author(actor, comment) and comment.deleted_at is None


def may_find_useful(actor: Actor, comment: Written) -> bool:
    """Tell whether `actor` may say that it is useful: not of what they wrote themselves."""
    return not actor.is_visitor and comment.is_public and not _is_author(actor, comment)


def may_speak_officially(actor: Actor) -> bool:
    """Tell whether `actor` may speak for the consortium: its staff, in their own person."""
    return actor.is_staff and actor.body_id is None


def may_moderate(actor: Actor) -> bool:
    """Tell whether `actor` may take comments from sight and give them back."""
    return actor.is_moderator or actor.is_guarantor or actor == SYSTEM


def _is_author(actor: Actor, comment: Written) -> bool:
    return actor.person_id is not None and actor.person_id == comment.author_id
