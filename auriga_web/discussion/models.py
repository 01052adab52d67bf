"""Threads and what is said in them. A thread knows its subject by kind and id alone."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auriga_web.accounts.models import Person
from auriga_web.core.access import Channel
from auriga_web.core.database import Base

DEEPEST = 3


class Stance(StrEnum):
    """For or against what is proposed; only where the subject's kind asks for it."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"


class SafeText(TypeDecorator[Markup]):
    """HTML that `core.markup` rendered when the text was written: shown as it is."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and not isinstance(value, Markup):
            raise TypeError("Only what core.markup.render returned is stored as HTML.")
        return value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Markup | None:
        return None if value is None else Markup(value)  # noqa: S704


class Thread(Base):
    """What is said about one subject."""

    __tablename__ = "thread"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id"),
        CheckConstraint("comment_count >= 0", name="comment_count_is_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    # Comments that everybody can read: not held, hidden or deleted.
    comment_count: Mapped[int] = mapped_column(default=0)
    is_closed: Mapped[bool] = mapped_column(default=False)


class Comment(Base):
    """What one person says, for themselves or for a body; an answer has a parent."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(f"depth BETWEEN 1 AND {DEEPEST}", name="depth_has_an_end"),
        CheckConstraint(
            "(depth = 1) = (parent_id IS NULL) AND (depth = 1) = (root_id IS NULL)",
            name="an_answer_has_a_parent",
        ),
        CheckConstraint("stance IN ('for', 'neutral', 'against')", name="stance_is_known"),
        CheckConstraint("useful_count >= 0", name="useful_count_is_not_negative"),
        Index(
            "ix_comment_thread_useful",
            "thread_id",
            "useful_count",
            "id",
            sqlite_where=text("depth = 1"),
            postgresql_where=text("depth = 1"),
        ),
        Index("ix_comment_thread_id_id", "thread_id", "id"),
        Index("ix_comment_root_id_id", "root_id", "id"),
        Index("ix_comment_author_id_created_at", "author_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    # The comment of depth 1 under which an answer hangs; None for that comment itself.
    root_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    depth: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # Whom the author speaks for, with the name it had then; who helped at a desk, and by what way.
    author_body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_body_name: Mapped[str | None] = mapped_column(String(160))
    # Where the author lived then: "a person from Foligno", unless they show their name.
    author_place: Mapped[str | None] = mapped_column(String(120))
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[Markup] = mapped_column(SafeText)
    stance: Mapped[Stance | None]
    is_official: Mapped[bool] = mapped_column(default=False)
    useful_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    # Waiting for somebody to read the first thing a new account writes.
    held_at: Mapped[datetime | None]
    # Taken from sight by moderators.
    hidden_at: Mapped[datetime | None]
    # Taken back by its author: the text is gone, a placeholder stays.
    deleted_at: Mapped[datetime | None]

    thread: Mapped[Thread] = relationship(lazy="raise")
    author: Mapped[Person] = relationship(lazy="raise", foreign_keys=[author_id])

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it."""
        return self.held_at is None and self.hidden_at is None and self.deleted_at is None


class CommentVersion(Base):
    """What a comment said before an edit."""

    __tablename__ = "comment_version"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    body_html: Mapped[Markup] = mapped_column(SafeText)
    written_at: Mapped[datetime]


class Useful(Base):
    """One person finds a comment useful."""

    __tablename__ = "useful"

    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime]
