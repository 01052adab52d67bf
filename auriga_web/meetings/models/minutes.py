"""The minutes of a meeting: their text, corrections, decisions and commitments."""

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class MinutesState(StrEnum):
    """Written by who keeps them, corrected by who was there, approved, read by everybody."""

    DRAFT = "draft"
    CORRECTIONS = "corrections"
    APPROVED = "approved"
    PUBLISHED = "published"


class CommitmentState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    NOT_KEPT = "not_kept"


class Minutes(Base):
    """What was said at a meeting."""

    __tablename__ = "minutes_record"
    __table_args__ = (
        UniqueConstraint("meeting_id"),
        CheckConstraint(
            "state = 'draft' OR corrections_until IS NOT NULL", name="corrected_by_a_day"
        ),
        CheckConstraint(
            "state NOT IN ('approved', 'published') OR (approved_at IS NOT NULL AND sha256 <> '')",
            name="approved_as_it_reads",
        ),
        CheckConstraint(
            "state <> 'published' OR published_at IS NOT NULL", name="published_at_a_time"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.DRAFT)
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    corrections_until: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    published_at: Mapped[datetime | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]

    @property
    def rendered(self) -> Markup:
        """The text, sanitised when it was written."""
        return Markup(self.body_html)  # noqa: S704


class Correction(Base):
    """What somebody who was there asks to change; `is_accepted` is None until it is answered."""

    __tablename__ = "minutes_correction"
    __table_args__ = (
        CheckConstraint(
            "is_accepted IS NULL OR answered_at IS NOT NULL", name="answered_at_a_time"
        ),
        Index("ix_minutes_correction_listing", "minutes_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes_record.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    is_accepted: Mapped[bool | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]


class Decision(Base):
    """Something that was decided, and what it is about."""

    __tablename__ = "minutes_decision"
    __table_args__ = (Index("ix_minutes_decision_listing", "minutes_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes_record.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"), index=True)


class Commitment(Base):
    """What somebody will do by a day; whether it was kept is public."""

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("state = 'open' OR settled_at IS NOT NULL", name="settled_at_a_time"),
        CheckConstraint("state <> 'not_kept' OR note <> ''", name="says_why_it_was_not_kept"),
        Index("ix_commitment_listing", "minutes_id", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes_record.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(Text)
    # The body or the office that does it, in words; never a private person.
    who: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    state: Mapped[CommitmentState] = mapped_column(default=CommitmentState.OPEN)
    settled_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
    need_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"), index=True)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"), index=True)
