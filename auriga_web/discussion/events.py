"""What happens in discussions, for those above to hear.

Whoever keeps a count of comments on its own row listens to `CommentsCounted` alone: it says the new
count each time one appears, is hidden, comes back or is deleted.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CommentHeld:
    """The first comment of a new account waits to be read by a moderator."""

    comment_id: int
    subject_kind: str
    subject_id: str
    author_id: int


@dataclass(frozen=True, kw_only=True)
class CommentPosted:
    """A comment can be read by everybody for the first time."""

    comment_id: int
    thread_id: int
    subject_kind: str
    subject_id: str
    author_id: int
    author_body_id: int | None
    parent_id: int | None
    parent_author_id: int | None
    is_official: bool


@dataclass(frozen=True, kw_only=True)
class CommentEdited:
    """An author changed what a comment says."""

    comment_id: int
    subject_kind: str
    subject_id: str
    author_id: int


@dataclass(frozen=True, kw_only=True)
class CommentDeleted:
    """An author took a comment back."""

    comment_id: int
    subject_kind: str
    subject_id: str
    author_id: int


@dataclass(frozen=True, kw_only=True)
class CommentHidden:
    """Moderators took a comment from sight."""

    comment_id: int
    subject_kind: str
    subject_id: str
    author_id: int


@dataclass(frozen=True, kw_only=True)
class CommentRestored:
    """A hidden comment is back as it was."""

    comment_id: int
    subject_kind: str
    subject_id: str
    author_id: int


@dataclass(frozen=True, kw_only=True)
class CommentsCounted:
    """How many comments on a subject everybody can read now."""

    subject_kind: str
    subject_id: str
    comment_count: int
