"""The thread: what has happened to a thing (stops), and what it is tied to (links)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class StopKind(StrEnum):
    """The six places of the thread, and the two ways in which it ends early."""

    NEED = "need"
    THEME = "theme"
    INITIATIVE = "initiative"
    VOTE = "vote"
    WORK = "work"
    OUTCOME = "outcome"
    NOT_PURSUED = "not_pursued"
    WITHDRAWN = "withdrawn"


class Stop(Base):
    """One dated, plain sentence about where a subject has arrived.

    `sentence` is a msgid and `values` what is put in it, so that it reads in either language.
    """

    __tablename__ = "stop"
    __table_args__ = (Index("ix_stop_subject", "subject_kind", "subject_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    stop: Mapped[StopKind]
    at: Mapped[datetime]
    sentence: Mapped[str] = mapped_column(String(300))
    values: Mapped[dict[str, str]] = mapped_column("sentence_values")
    # The thing that caused it, so that the stop is a link.
    cause_kind: Mapped[str | None] = mapped_column(String(40))
    cause_id: Mapped[str | None] = mapped_column(String(40))


class Link(Base):
    """An arrow from a thing to what it became: need → initiative → vote."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("from_kind", "from_id", "to_kind", "to_id"),
        Index("ix_link_to", "to_kind", "to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_kind: Mapped[str] = mapped_column(String(40))
    from_id: Mapped[str] = mapped_column(String(40))
    to_kind: Mapped[str] = mapped_column(String(40))
    to_id: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
