"""That an operator took part for a person; the card with which a person claims their account."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auriga_web.accounts.models import Person
from auriga_web.core.access import Channel
from auriga_web.core.database import Base


class Assistance(Base):
    """An operator acted for a person, who had agreed, from a moment until another."""

    __tablename__ = "assistance"
    __table_args__ = (
        CheckConstraint("channel IN ('desk', 'phone', 'paper')", name="channel_has_an_operator"),
        CheckConstraint("operator_id <> person_id", name="nobody_assists_themselves"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ends_after_it_starts"),
        Index("ix_assistance_person", "person_id", "started_at"),
        Index("ix_assistance_operator", "operator_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    operator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[Channel]
    # To which text the person agreed, before anything was done.
    consent_version: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])
    operator: Mapped[Person] = relationship(lazy="raise", foreign_keys=[operator_id])


class Card(Base):
    """The card of a person without an address: its code lets them claim the account, once."""

    __tablename__ = "desk_card"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    code_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]


class Accreditation(Base):
    """That a body may vouch for its members, so many of them; until an administrator ends it."""

    __tablename__ = "accreditation"
    __table_args__ = (CheckConstraint("quota BETWEEN 1 AND 500", name="quota_has_an_end"),)

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    quota: Mapped[int]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
