"""Changes that people propose to a passage of a text that is written together."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class AmendmentState(StrEnum):
    """What became of a proposed change."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_STATES = ", ".join(f"'{state}'" for state in AmendmentState)


class Amendment(Base):
    """Other words for one passage of an initiative's text.

    `passage` is the source (Markdown) of the passage as it stood in version `version_no`; an empty
    `replacement` takes it away.
    """

    __tablename__ = "initiative_amendment"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint("passage <> '' AND passage <> replacement", name="changes_something"),
        CheckConstraint("reason <> ''", name="says_why"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_or_open"),
        CheckConstraint("state <> 'refused' OR decision_reason <> ''", name="no_without_a_reason"),
        CheckConstraint(
            "(state = 'accepted') = (accepted_version_no IS NOT NULL)",
            name="accepted_into_a_version",
        ),
        Index("ix_initiative_amendment_listing", "initiative_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id", ondelete="CASCADE"))
    version_no: Mapped[int]
    passage: Mapped[str] = mapped_column(Text)
    replacement: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[AmendmentState] = mapped_column(default=AmendmentState.PROPOSED)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    author_place: Mapped[str] = mapped_column(String(120), default="")
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    accepted_version_no: Mapped[int | None]
    hidden_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state is AmendmentState.PROPOSED
