"""What already exists: the tree of service areas and the catalogue of services."""

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class ServiceArea(Base):
    """A field of services; the six roots hold the areas that needs and services are put in."""

    __tablename__ = "service_area"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_of_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("service_area.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    # Of a sensitive area nothing is published that lets anyone recognise a person.
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Service(Base):
    """A service one can turn to today: for whom, how to get in, who runs it."""

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint("places IS NULL OR places >= 0", name="places_not_negative"),
        CheckConstraint("run_by <> ''", name="somebody_runs_it"),
        CheckConstraint(
            "useful_count >= 0 AND useful_count <= feedback_count", name="useful_of_feedback"
        ),
        # The list is in order of title; the id settles equal titles.
        Index("ix_service_listing", "is_listed", "title", "id"),
        Index("ix_service_area_listing", "area_id", "is_listed", "title", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("service_area.id"))
    title: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text, default="")
    description_html: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(String(300))
    how_to_get_in: Mapped[str] = mapped_column(Text)
    how_to_get_in_html: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    # The name of who runs it: a copy of the organisation's, when it has a page here.
    run_by: Mapped[str] = mapped_column(String(200))
    places: Mapped[int | None]
    cost: Mapped[str] = mapped_column(String(300), default="")
    telephone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    hours: Mapped[str] = mapped_column(String(300), default="")
    # Where it works, in words, kept with the row so that a list asks nothing more.
    where_in_words: Mapped[str] = mapped_column(String(400), default="")
    is_listed: Mapped[bool] = mapped_column(default=True)
    # Each year somebody checks that what is written is still true.
    review_on: Mapped[date]
    # Who checked it last, and is asked to check it again.
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    # For how many it was useful, of how many said so or the contrary.
    useful_count: Mapped[int] = mapped_column(default=0)
    feedback_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def description_rendered(self) -> Markup:
        """What it does, sanitised when it was written."""
        return Markup(self.description_html)  # noqa: S704

    @property
    def how_to_get_in_rendered(self) -> Markup:
        """How to get in, sanitised when it was written."""
        return Markup(self.how_to_get_in_html)  # noqa: S704


class ServiceFeedback(Base):
    """What one person, or somebody without an account, says of a service."""

    __tablename__ = "service_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    # A keyed hash of where it was sent from, forgotten after a month; never the address.
    sender_sha256: Mapped[str | None] = mapped_column(String(64))
    is_useful: Mapped[bool]
    said_at: Mapped[datetime]


ONE_PER_PERSON = Index(
    "uq_service_feedback_person",
    ServiceFeedback.service_id,
    ServiceFeedback.person_id,
    unique=True,
    sqlite_where=text("person_id IS NOT NULL"),
    postgresql_where=text("person_id IS NOT NULL"),
)
ONE_PER_SENDER = Index(
    "uq_service_feedback_sender",
    ServiceFeedback.service_id,
    ServiceFeedback.sender_sha256,
    unique=True,
    sqlite_where=text("sender_sha256 IS NOT NULL"),
    postgresql_where=text("sender_sha256 IS NOT NULL"),
)


class ForWhom(StrEnum):
    """Whom a service is for, as a list can be narrowed by it."""

    EVERYONE = "everyone"
    CHILDREN = "children"
    YOUNG_PEOPLE = "young_people"
    FAMILIES = "families"
    OLDER_PEOPLE = "older_people"
    CAREGIVERS = "caregivers"
    DISABILITY = "disability"
    JOBLESS = "jobless"
    MIGRANTS = "migrants"
    HARDSHIP = "hardship"


class ServiceForWhom(Base):
    """That a service is for these people; without any it is for everybody."""

    __tablename__ = "service_for_whom"
    __table_args__ = (Index("ix_service_for_whom_group", "for_whom", "service_id"),)

    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True
    )
    for_whom: Mapped[ForWhom] = mapped_column(primary_key=True)


class ServiceTerritory(Base):
    """That a service works in a comune, a zona or the whole province."""

    __tablename__ = "service_territory"

    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True
    )
    territory_id: Mapped[int] = mapped_column(
        ForeignKey("territory.id"), primary_key=True, index=True
    )
