"""The process itself and its phases."""

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class ProcessState(StrEnum):
    """Where a process stands. Which phase it is in is a matter of the clock, not of its state."""

    DRAFT = "draft"
    OPEN = "open"
    CONCLUDED = "concluded"
    STOPPED = "stopped"


class Recipe(StrEnum):
    """What a process is made after; its phases may change, the recipe says what it is."""

    LISTENING = "listening"
    SHARED_READING = "shared_reading"
    SHARED_DESIGN = "shared_design"
    PACT = "pact"
    PARTICIPATORY_BUDGET = "participatory_budget"
    SIMPLE_VOTE = "simple_vote"


class PhaseType(StrEnum):
    """What happens in a phase; `rules.registry` says what each opens."""

    LISTENING = "listening"
    READING = "reading"
    PROPOSING = "proposing"
    DESIGN = "design"
    OPINION = "opinion"
    DECISION = "decision"
    SIGNING = "signing"
    RETURN = "return"


class Process(Base):
    """A stretch of way that people go together, with a promise about what comes of it.

    `starts_at` and `ends_at` are those of the first and the last phase, copied here for lists and
    for the cap on what runs at the same time.
    """

    __tablename__ = "process"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint(
            "state = 'draft' OR "
            "(promise <> '' AND promise_by <> '' AND promise_due_on IS NOT NULL)",
            name="opens_with_a_promise",
        ),
        CheckConstraint("state = 'draft' OR opened_at IS NOT NULL", name="opened_at_a_time"),
        CheckConstraint("state <> 'concluded' OR outcome <> ''", name="ends_with_an_outcome"),
        CheckConstraint(
            "state <> 'stopped' OR state_reason <> ''", name="no_stop_without_a_reason"
        ),
        CheckConstraint("version >= 1", name="has_a_version"),
        # The list is newest beginning first; the id settles equal beginnings.
        Index("ix_process_listing", "state", "starts_at", "id"),
        Index("ix_process_territory_listing", "territory_id", "state", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recipe: Mapped[Recipe]
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(400))
    purpose: Mapped[str] = mapped_column(Text)
    purpose_html: Mapped[str] = mapped_column(Text)
    # Who runs it and answers for it: its kind decides which words may be used.
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    promise: Mapped[str] = mapped_column(Text, default="")
    # The person or organ who keeps the promise, in words, and the day.
    promise_by: Mapped[str] = mapped_column(String(200), default="")
    promise_due_on: Mapped[date | None]
    state: Mapped[ProcessState] = mapped_column(default=ProcessState.DRAFT)
    state_reason: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    outcome_html: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    # The staff member who made it; with the account gone, the audit trail still knows.
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_public(self) -> bool:
        return self.state is not ProcessState.DRAFT

    @property
    def purpose_rendered(self) -> Markup:
        """The purpose, sanitised when it was written."""
        return Markup(self.purpose_html)  # noqa: S704

    @property
    def outcome_rendered(self) -> Markup:
        """What came of it, sanitised when it was written."""
        return Markup(self.outcome_html)  # noqa: S704


class Phase(Base):
    """A part of the way, from a moment to another (excluded)."""

    __tablename__ = "phase"
    __table_args__ = (
        UniqueConstraint("process_id", "position"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        Index("ix_phase_present", "process_id", "starts_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"))
    position: Mapped[int]
    type: Mapped[PhaseType]
    # What it is called here, when the name of its type is not enough.
    title: Mapped[str] = mapped_column(String(120), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
