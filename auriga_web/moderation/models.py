"""Reports about what people write, decisions on it with their reasons, and appeals."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auriga_web.accounts.models import Person
from auriga_web.core.database import Base


class Category(StrEnum):
    """What is said to be wrong."""

    DANGER = "danger"
    HATE = "hate"
    PRIVACY = "privacy"
    ILLEGAL = "illegal"
    INSULT = "insult"
    FALSE = "false"
    SPAM = "spam"
    OTHER = "other"


class Verdict(StrEnum):
    """What moderators decide about a thing."""

    NOTHING_WRONG = "nothing_wrong"
    HIDE = "hide"
    RETURN = "return"
    # What hiding is undone by: an appeal, or a second look.
    RESTORE = "restore"


class Ground(StrEnum):
    """Why something is restricted: it breaks our rules, or the law."""

    RULES = "rules"
    LAW = "law"


class Origin(StrEnum):
    """What made somebody look (DSA art. 17.3 b and c)."""

    REPORT = "report"
    OWN_INITIATIVE = "own_initiative"
    AUTOMATIC = "automatic"
    APPEAL = "appeal"


class Outcome(StrEnum):
    """How an appeal ended."""

    CONFIRMED = "confirmed"
    REVERSED = "reversed"


class Decision(Base):
    """A decision on a thing, with every field of a statement of reasons."""

    __tablename__ = "moderation_decision"
    __table_args__ = (
        # An appeal names a decision together with who took it.
        UniqueConstraint("id", "decided_by_id"),
        CheckConstraint(
            "verdict IN ('nothing_wrong', 'restore') OR (ground IS NOT NULL AND rule <> '' "
            "AND facts <> '')",
            name="a_restriction_has_reasons",
        ),
        CheckConstraint(
            "decided_by_id IS NOT NULL OR origin = 'automatic'", name="a_person_decides"
        ),
        Index("ix_moderation_decision_subject", "subject_kind", "subject_id", "id"),
        Index("ix_moderation_decision_decided_at", "decided_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    # Whose thing it is, so that they are told; None when they left.
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    verdict: Mapped[Verdict]
    ground: Mapped[Ground | None]
    # Which rule of ours, or which law.
    rule: Mapped[str] = mapped_column(String(300), default="")
    facts: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[Origin]
    # None when it was hidden by itself, until somebody looks.
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    decided_at: Mapped[datetime]
    # What it really changed, so that undoing changes back no more than that.
    effect: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]

    author: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=[author_id])

    @property
    def is_restriction(self) -> bool:
        return self.verdict in {Verdict.HIDE, Verdict.RETURN}


class Report(Base):
    """Somebody says that something is wrong with a thing; one per person while it is open."""

    __tablename__ = "report"
    __table_args__ = (
        Index(
            "uq_report_open_reporter",
            "subject_kind",
            "subject_id",
            "reporter_id",
            unique=True,
            sqlite_where=text("decision_id IS NULL AND reporter_id IS NOT NULL"),
            postgresql_where=text("decision_id IS NULL AND reporter_id IS NOT NULL"),
        ),
        Index("ix_report_subject", "subject_kind", "subject_id", "decision_id"),
        Index("ix_report_sender_sha256_created_at", "sender_sha256", "created_at"),
        Index("ix_report_reporter_id_created_at", "reporter_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    category: Mapped[Category]
    text: Mapped[str] = mapped_column(Text)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    # Where to write to somebody without an account, if they want to know.
    reporter_email: Mapped[str | None] = mapped_column(String(320))
    # A keyed hash of where it was sent from, for the limit of a day; never the address.
    sender_sha256: Mapped[str | None] = mapped_column(String(64))
    # Opens the page that says what came of it, for who has no account.
    receipt: Mapped[str] = mapped_column(String(20), unique=True)
    is_trusted: Mapped[bool] = mapped_column(default=False)
    # About the consortium or one of its members: the guarantor reads it, who has no tie to them.
    about_consortium: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    read_by: Mapped[datetime]
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("moderation_decision.id"), index=True
    )

    decision: Mapped[Decision | None] = relationship(lazy="raise")


class Appeal(Base):
    """A decision looked at again by somebody else, within six months, free of charge."""

    __tablename__ = "appeal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "first_decider_id"],
            ["moderation_decision.id", "moderation_decision.decided_by_id"],
        ),
        UniqueConstraint("decision_id", "appellant_key"),
        CheckConstraint(
            "decided_by_id IS NULL OR first_decider_id IS NULL "
            "OR decided_by_id <> first_decider_id",
            name="another_person_decides",
        ),
        CheckConstraint(
            "(outcome IS NULL) = (decided_by_id IS NULL) "
            "AND (outcome IS NULL) = (decided_at IS NULL)",
            name="an_outcome_has_a_decider",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"))
    # A copy that the foreign key keeps true, so that the database can tell the two persons apart.
    first_decider_id: Mapped[int | None] = mapped_column(index=True)
    appellant_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    # `author`, or the receipt of a report: each may appeal once.
    appellant_key: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    outcome: Mapped[Outcome | None]
    reasons: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    decided_at: Mapped[datetime | None]

    decision: Mapped[Decision] = relationship(lazy="raise", foreign_keys=[decision_id])
