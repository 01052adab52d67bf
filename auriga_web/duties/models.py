"""Duties: what somebody must do by a date."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class Duty(Base):
    """Something owed. The inbox, the reminders and the public overdue list are queries on it.

    `harm` is 0 for a routine, up to 3 for danger to a person: the inbox shows harm before age.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("kind", "subject_kind", "subject_id"),
        CheckConstraint("harm BETWEEN 0 AND 3", name="harm_is_0_to_3"),
        Index("ix_duty_open", "done_at", "harm", "due_at"),
        Index("ix_duty_owner", "owner_id", "done_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    # Who must do it; None until somebody takes it. The role that may take it.
    owner_id: Mapped[int | None]
    role: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    harm: Mapped[int] = mapped_column(default=0)
