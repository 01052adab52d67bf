"""Places and how they contain each other; who lives, works or cares where."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class TerritoryKind(StrEnum):
    PROVINCE = "province"
    ZONA = "zona"
    COMUNE = "comune"


class Relation(StrEnum):
    """What ties a person to a comune."""

    LIVES = "lives"
    WORKS = "works"
    CARES = "cares"


class Territory(Base):
    """A province, a zona sociale or a comune."""

    __tablename__ = "territory"
    __table_args__ = (
        UniqueConstraint("istat_code"),
        UniqueConstraint("slug"),
        CheckConstraint("population IS NULL OR population >= 0", name="population_not_negative"),
        CheckConstraint("kind <> 'comune' OR population IS NOT NULL", name="comune_has_population"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TerritoryKind] = mapped_column(index=True)
    # ISTAT's own code; zone sociali have none, so theirs (ZS01 to ZS09) are ours.
    istat_code: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(120))
    population: Mapped[int | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    # SVG path data in the view box of the map, not geographic coordinates.
    outline: Mapped[str | None]


class TerritoryPart(Base):
    """That one territory is part of another, from a day and perhaps until one (excluded)."""

    __tablename__ = "territory_part"
    __table_args__ = (
        UniqueConstraint("parent_id", "child_id", "valid_from"),
        CheckConstraint("parent_id <> child_id", name="not_of_itself"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="ends_after_it_starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Residency(Base):
    """That a person lives, works or looks after someone in a comune."""

    __tablename__ = "residency"
    __table_args__ = (UniqueConstraint("person_id", "territory_id", "relation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    relation: Mapped[Relation]
    declared_at: Mapped[datetime]
