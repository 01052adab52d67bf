"""A vote, its questions and options, the two persons who decide about it, its public events."""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auriga_web.accounts.models import AgeBand
from auriga_web.core.database import Base


class PollState(StrEnum):
    """Where a vote stands. `COUNTING` exists only where envelopes wait to be opened."""

    DRAFT = "draft"
    FROZEN = "frozen"
    OPEN = "open"
    SUSPENDED = "suspended"
    COUNTING = "counting"
    CLOSED = "closed"
    VOID = "void"


class BoardMode(StrEnum):
    """What the board shows beside a code."""

    CODE_AND_CHOICE = "code_and_choice"
    CODE_ONLY = "code_only"


class TwoPersonAct(StrEnum):
    """What nobody can do to a vote alone."""

    OPENING = "opening"
    EXTENSION = "extension"
    RESUMPTION = "resumption"
    VOIDING = "voiding"


class Electorate(StrEnum):
    """Whom a vote asks: those who live in its territory, those tied to it, those on a list."""

    LIVES = "lives"
    TIED = "tied"
    LISTED = "listed"


class Poll(Base):
    """A vote. From `frozen` on its configuration is the hashed text, not the rows beside it."""

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint(
            "state = 'draft' OR (config_json IS NOT NULL AND config_sha256 IS NOT NULL"
            " AND seal_bytes IS NOT NULL AND key_name IS NOT NULL)",
            name="frozen_with_its_configuration",
        ),
        CheckConstraint(
            "state IN ('draft', 'frozen', 'void')"
            " OR (roll_size IS NOT NULL AND roll_commit IS NOT NULL)",
            name="open_with_its_roll",
        ),
        CheckConstraint(
            "state <> 'closed' OR (board_sha256 IS NOT NULL AND ballots_count IS NOT NULL"
            " AND outcome_json IS NOT NULL AND ballots_count <= roll_size)",
            name="closed_with_its_board",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    effect: Mapped[str] = mapped_column(Text, default="")
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    # From `frozen` on the configuration says whom it asks, not these.
    electorate: Mapped[Electorate] = mapped_column(default=Electorate.LIVES)
    youngest: Mapped[AgeBand | None]
    takes_paper: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PollState] = mapped_column(default=PollState.DRAFT, index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    config_json: Mapped[str | None] = mapped_column(Text)
    config_sha256: Mapped[str | None] = mapped_column(String(64))
    # Every ballot of a vote is sealed at this one length.
    seal_bytes: Mapped[int | None]
    # Names the key file; drawn anew at each freeze, so a rebuilt database never meets an old key.
    key_name: Mapped[str | None] = mapped_column(String(32))

    roll_size: Mapped[int | None]
    roll_commit: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime | None]
    # What the public may know while the vote is open: rounded, and written once an hour at most.
    turnout_shown: Mapped[int | None]
    turnout_at: Mapped[datetime | None]

    board_mode: Mapped[BoardMode | None]
    board_sha256: Mapped[str | None] = mapped_column(String(64))
    ballots_count: Mapped[int | None]
    outcome_json: Mapped[str | None] = mapped_column(Text)
    closed_at: Mapped[datetime | None]
    void_reason: Mapped[str | None] = mapped_column(Text)

    questions: Mapped[list["PollQuestion"]] = relationship(
        lazy="raise", order_by="PollQuestion.no", passive_deletes=True
    )

    @property
    def is_public(self) -> bool:
        return self.state is not PollState.DRAFT


class PollQuestion(Base):
    """One question of a vote, with its method and its limits."""

    __tablename__ = "poll_question"
    __table_args__ = (
        CheckConstraint("no >= 1", name="counts_from_one"),
        CheckConstraint("minimum >= 1 AND minimum <= maximum", name="limits_make_sense"),
        CheckConstraint("winners >= 1", name="somebody_wins"),
    )

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True
    )
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(String(300))
    method: Mapped[str] = mapped_column(String(40))
    minimum: Mapped[int] = mapped_column(default=1)
    maximum: Mapped[int]
    winners: Mapped[int] = mapped_column(default=1)
    # What a voter shares out, and what there is to spend, under the methods that have them.
    points: Mapped[int | None]
    budget_cents: Mapped[int | None] = mapped_column(BigInteger)
    # Options of which one at most can be done, by number: `1+3 2+4`.
    incompatible: Mapped[str] = mapped_column(String(300), default="", server_default="")

    options: Mapped[list["PollOption"]] = relationship(
        lazy="raise", order_by="PollOption.no", passive_deletes=True
    )


class PollOption(Base):
    """One thing to choose: a plain text, or a frozen text of an initiative by its hash."""

    __tablename__ = "poll_option"
    __table_args__ = (
        ForeignKeyConstraint(
            ["poll_id", "question_no"],
            ["poll_question.poll_id", "poll_question.no"],
            ondelete="CASCADE",
        ),
        Index("ix_poll_option_question", "question_no", "poll_id"),
        CheckConstraint("no >= 1", name="counts_from_one"),
        CheckConstraint("cost_cents >= 0", name="cost_not_negative"),
        CheckConstraint(
            "(initiative_id IS NULL) = (text_sha256 IS NULL)", name="bound_to_a_frozen_text"
        ),
    )

    poll_id: Mapped[int] = mapped_column(primary_key=True)
    question_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    cost_cents: Mapped[int] = mapped_column(default=0)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"), index=True)
    version_no: Mapped[int | None]
    text_sha256: Mapped[str | None] = mapped_column(String(64))


class PollApproval(Base):
    """That a person, in a role, wants this to be done to a vote; two different ones make it so."""

    __tablename__ = "poll_approval"
    __table_args__ = (CheckConstraint("role <> ''", name="given_in_a_role"),)

    poll_id: Mapped[int] = mapped_column(
        ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True
    )
    act: Mapped[TwoPersonAct] = mapped_column(primary_key=True)
    # The hash of what exactly is approved: two persons who mean different things do not add up.
    terms_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(40))
    terms: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    is_done: Mapped[bool] = mapped_column(default=False)


class PollEvent(Base):
    """What happened to a vote, in public: append-only, each chained to the one before."""

    __tablename__ = "poll_event"
    __table_args__ = (CheckConstraint("seq >= 1", name="counts_from_one"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    payload_json: Mapped[str] = mapped_column(Text)
    prev_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)

    @property
    def payload(self) -> dict[str, Any]:
        """What the event says, as values."""
        read: dict[str, Any] = json.loads(self.payload_json)
        return read

    @property
    def review_on(self) -> date | None:
        """When what comes of a vote is looked at again, where the event says so."""
        review = self.payload.get("review_on")
        return date.fromisoformat(review) if review else None
