"""Bodies: associations, institutions, cooperatives, informal groups; who speaks for them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auriga_web.accounts.models import Person
from auriga_web.core.database import Base
from auriga_web.territories.models import Territory


class OrganisationKind(StrEnum):
    """What a body is. Cooperatives of type A care for people, of type B give work."""

    CONSORTIUM = "consortium"
    COOPERATIVE_A = "cooperative_a"
    COOPERATIVE_B = "cooperative_b"
    ASSOCIATION = "association"
    INSTITUTION = "institution"
    INFORMAL_GROUP = "informal_group"


class RuntsSection(StrEnum):
    """The section of the national register of the third sector."""

    VOLUNTEERING = "odv"
    SOCIAL_PROMOTION = "aps"
    PHILANTHROPIC = "philanthropic"
    SOCIAL_ENTERPRISE = "social_enterprise"
    NETWORK = "network"
    MUTUAL_AID = "mutual_aid"
    OTHER = "other"


class OrganisationState(StrEnum):
    REQUESTED = "requested"
    VERIFIED = "verified"
    REFUSED = "refused"


class MembershipRole(StrEnum):
    """What a member may do for a body: speak for it and choose members, write for it, or read."""

    REPRESENTATIVE = "representative"
    EDITOR = "editor"
    MEMBER = "member"


class Organisation(Base):
    """A body that takes part in its own name, through its members."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("fiscal_code"),
        CheckConstraint(
            "kind = 'informal_group' OR fiscal_code IS NOT NULL", name="body_has_fiscal_code"
        ),
        CheckConstraint(
            "runts_section IS NULL OR kind IN ('association', 'cooperative_a', 'cooperative_b')",
            name="section_of_third_sector",
        ),
        CheckConstraint("state <> 'refused' OR reason IS NOT NULL", name="refusal_has_reason"),
        CheckConstraint("state = 'requested' OR decided_at IS NOT NULL", name="decision_has_date"),
        Index("ix_organisation_directory", "state", "kind", "name", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[OrganisationKind]
    state: Mapped[OrganisationState] = mapped_column(default=OrganisationState.REQUESTED)
    description: Mapped[str] = mapped_column(Text, default="")
    runts_section: Mapped[RuntsSection | None]
    fiscal_code: Mapped[str | None] = mapped_column(String(16))
    comune_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    contact_email: Mapped[str | None] = mapped_column(String(320))
    phone: Mapped[str | None] = mapped_column(String(40))
    website: Mapped[str | None] = mapped_column(String(300))
    # What it can do, in its own words, one each; an offer, not a register.
    skills: Mapped[list[str]] = mapped_column(default=list)
    # Raised by every change of what it says of itself: who writes over another's change is told.
    version: Mapped[int] = mapped_column(default=1)
    requested_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    requested_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)

    comune: Mapped[Territory | None] = relationship(lazy="raise")
    memberships: Mapped[list["Membership"]] = relationship(
        lazy="raise", back_populates="organisation"
    )

    @property
    def is_verified(self) -> bool:
        return self.state is OrganisationState.VERIFIED


class Membership(Base):
    """That a person belongs to a body, with a mandate, until it ends.

    Invited by a representative and accepted by the person, or asked for by the person and accepted
    by a representative: until the other side has said yes it gives nothing.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("organisation_id", "person_id"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="ends_after_it_starts"),
        CheckConstraint("invited_at IS NOT NULL OR asked_at IS NOT NULL", name="somebody_began_it"),
        Index("ix_membership_person", "person_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[MembershipRole]
    # The mandate: from a day, and perhaps until one (excluded).
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    invited_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    invited_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    # What the person wrote when they asked.
    message: Mapped[str | None] = mapped_column(Text)
    accepted_at: Mapped[datetime | None]
    # Whether the body's page names them; their own choice.
    is_listed: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(lazy="raise", back_populates="memberships")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])

    @property
    def is_request(self) -> bool:
        """Tell whether the person asked, and a representative has still to answer."""
        return self.accepted_at is None and self.invited_at is None

    @property
    def is_invitation(self) -> bool:
        """Tell whether a representative invited, and the person has still to answer."""
        return self.accepted_at is None and self.invited_at is not None
