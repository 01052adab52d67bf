"""Who takes part in an initiative, what it costs, and what it will have done by when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class Partner(Base):
    """A body that takes part, and what it brings."""

    __tablename__ = "initiative_partner"
    __table_args__ = (UniqueConstraint("initiative_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(120))
    contribution: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[datetime]


class CostLine(Base):
    """One line of the estimate: what it takes, and how much of it a partner brings."""

    __tablename__ = "initiative_cost_line"
    __table_args__ = (
        CheckConstraint("asked_cents >= 0", name="asked_not_negative"),
        CheckConstraint("brought_cents BETWEEN 0 AND asked_cents", name="brought_within_asked"),
        CheckConstraint("brought_cents = 0 OR partner_id IS NOT NULL", name="somebody_brings_it"),
        Index("ix_initiative_cost_line_listing", "initiative_id", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(160))
    asked_cents: Mapped[int]
    brought_cents: Mapped[int] = mapped_column(default=0)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("initiative_partner.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)


class Milestone(Base):
    """Something that will be done by a day."""

    __tablename__ = "initiative_milestone"
    __table_args__ = (Index("ix_initiative_milestone_listing", "initiative_id", "due_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
