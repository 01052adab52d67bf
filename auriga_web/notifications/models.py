"""What a person follows, what they were told, and how they want to be told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class MailWay(StrEnum):
    """How much mail somebody wants: of each thing, one a day, one a week, none."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


class MailStatus(StrEnum):
    """Whether a notification also goes by mail: no, with the next digest, or already queued."""

    NONE = "none"
    PENDING = "pending"
    QUEUED = "queued"


class Follow(Base):
    """That a person wants to hear of a thing."""

    __tablename__ = "follow"
    __table_args__ = (
        UniqueConstraint("person_id", "subject_kind", "subject_id"),
        Index("ix_follow_subject", "subject_kind", "subject_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class Notification(Base):
    """What one person was told of one happening, once.

    It holds no words of anybody: its sentence is made from `kind` when it is shown, with the title
    of its subject if the reader may still see it.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("person_id", "event_key"),
        CheckConstraint("is_read = (read_at IS NOT NULL)", name="read_at_a_time"),
        # Unread first, newest first.
        Index("ix_notification_listing", "person_id", "is_read", "id"),
        Index("ix_notification_digest", "mail", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    event_key: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    is_read: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime | None]
    mail: Mapped[MailStatus] = mapped_column(default=MailStatus.NONE)


class NotificationPreference(Base):
    """How a person wants to be told, and how much they have not read yet."""

    __tablename__ = "notification_preference"
    __table_args__ = (CheckConstraint("unread_count >= 0", name="unread_not_negative"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    mail: Mapped[MailWay] = mapped_column(default=MailWay.IMMEDIATE)
    # No mail between nine in the evening and eight in the morning.
    is_quiet_at_night: Mapped[bool] = mapped_column(default=True)
    unread_count: Mapped[int] = mapped_column(default=0)
    # The day of the last digest: at most one a day.
    digest_on: Mapped[date | None]
