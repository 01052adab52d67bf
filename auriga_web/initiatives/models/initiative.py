"""The initiative itself, and the needs it answers."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.chain.models import StopKind
from auriga_web.core.database import Base


class InitiativeState(StrEnum):
    """Where an initiative stands. `REJECTED` is also what is not pursued without a vote."""

    IDEA = "idea"
    EXPLORATION = "exploration"
    CO_DESIGN = "co_design"
    FROZEN = "frozen"
    IN_VOTE = "in_vote"
    APPROVED = "approved"
    REJECTED = "rejected"
    TO_REVISE = "to_revise"
    IN_PROGRESS = "in_progress"
    CONCLUDED = "concluded"
    EVALUATED = "evaluated"


_STATES = ", ".join(f"'{state}'" for state in InitiativeState)
_NEEDS_FROZEN_TEXT = "'frozen', 'in_vote', 'approved', 'in_progress', 'concluded', 'evaluated'"


class Initiative(Base):
    """A co-designed answer to one or more needs.

    Title, summary and text are those of the version `version_no`; title and summary are copied
    here for lists.
    """

    __tablename__ = "initiative"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint("state <> 'rejected' OR state_reason <> ''", name="no_without_a_reason"),
        CheckConstraint(
            f"state NOT IN ({_NEEDS_FROZEN_TEXT}) OR frozen_version_no IS NOT NULL",
            name="decided_on_a_frozen_text",
        ),
        CheckConstraint(
            "state NOT IN ('concluded', 'evaluated') OR outcome <> ''", name="ends_with_an_outcome"
        ),
        CheckConstraint("version_no >= 1", name="has_a_version"),
        CheckConstraint("need_count >= 0 AND comment_count >= 0", name="counts_not_negative"),
        CheckConstraint("open_amendment_count >= 0", name="amendments_not_negative"),
        # The list is newest movement first; the id settles equal moments.
        Index("ix_initiative_listing", "moved_at", "id"),
        Index("ix_initiative_state_listing", "state", "moved_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(600))
    state: Mapped[InitiativeState] = mapped_column(default=InitiativeState.IDEA)
    # Why it stands where it stands, where the state does not say it all: the motivated "no".
    state_reason: Mapped[str] = mapped_column(Text, default="")
    # Who proposed it, and the body in whose name they did.
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # Where they lived then: "a person from Foligno", unless they show their name.
    author_place: Mapped[str] = mapped_column(String(120), default="")
    promoter_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    # The cooperative that would run it: it has a conflict of interest, and the page says so.
    runner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("service_area.id"), index=True)

    version_no: Mapped[int] = mapped_column(default=1)
    frozen_version_no: Mapped[int | None]
    poll_id: Mapped[int | None]
    present_stop: Mapped[StopKind] = mapped_column(default=StopKind.INITIATIVE)

    need_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    # Proposed changes to the text that wait for a decision.
    open_amendment_count: Mapped[int] = mapped_column(default=0, server_default="0")

    outcome: Mapped[str] = mapped_column(Text, default="")
    outcome_html: Mapped[str] = mapped_column(Text, default="")
    evaluation: Mapped[str] = mapped_column(Text, default="")
    evaluation_html: Mapped[str] = mapped_column(Text, default="")

    created_at: Mapped[datetime]
    # When its state last changed: the order of the list.
    moved_at: Mapped[datetime]
    # By when the present state ends, where somebody said so (the close of the vote).
    until: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it."""
        return self.hidden_at is None

    @property
    def outcome_rendered(self) -> Markup:
        """What came of it, sanitised when it was written."""
        return Markup(self.outcome_html)  # noqa: S704

    @property
    def evaluation_rendered(self) -> Markup:
        """What was learned from it, sanitised when it was written."""
        return Markup(self.evaluation_html)  # noqa: S704


class InitiativeNeed(Base):
    """That an initiative answers a need."""

    __tablename__ = "initiative_need"

    initiative_id: Mapped[int] = mapped_column(
        ForeignKey("initiative.id", ondelete="CASCADE"), primary_key=True
    )
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), primary_key=True, index=True)
    added_at: Mapped[datetime]
