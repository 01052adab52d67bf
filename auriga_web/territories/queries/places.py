"""Comuni with their zona, and what contains what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from auriga_web.core.database import db
from auriga_web.core.slugs import slug_of
from auriga_web.territories import rules
from auriga_web.territories.models import (
    Territory,
    TerritoryKind,
    TerritoryPart,
)


class Zone(NamedTuple):
    id: int
    code: str
    name: str
    slug: str


class Comune(NamedTuple):
    """A comune and the zona sociale it is part of today."""

    id: int
    code: str
    name: str
    slug: str
    population: int
    zone_id: int
    zone_code: str
    zone_name: str
    zone_slug: str
    province_id: int | None

    @property
    def public_place(self) -> str:
        """The name to sign with: the zona's, where the comune is too small to hide anyone."""
        return rules.public_place(comune=self.name, population=self.population, zone=self.zone_name)


@dataclass(frozen=True, slots=True)
class Places:
    """Every place there is, read in one statement, for pages that filter by place."""

    comuni: Sequence[Comune]

    @property
    def zones(self) -> Sequence[Zone]:
        """The zone sociali by number."""
        zones = {
            comune.zone_id: Zone(
                comune.zone_id, comune.zone_code, comune.zone_name, comune.zone_slug
            )
            for comune in self.comuni
        }
        return sorted(zones.values(), key=lambda zone: zone.code)

    def find(self, slug: str | None) -> Comune | Zone | None:
        """Return the comune or zona of a slug, as filters in addresses name them."""
        both: Sequence[Comune | Zone] = [*self.comuni, *self.zones] if slug else []
        return next((place for place in both if place.slug == slug), None)

    def within(self, territory_id: int) -> frozenset[int]:
        """Return the ids of a comune alone, or of a zona and its comuni."""
        return frozenset(
            comune.id for comune in self.comuni if territory_id in {comune.id, comune.zone_id}
        ) | {territory_id}

    def around(self, territory_id: int) -> frozenset[int]:
        """Return what a place is within, what is within it, and itself."""
        ids = set(self.within(territory_id))
        for comune in self.comuni:
            if territory_id in {comune.id, comune.zone_id} and comune.province_id is not None:
                ids.add(comune.province_id)
            if territory_id == comune.id:
                ids.add(comune.zone_id)
        return frozenset(ids)


ZONE = aliased(Territory, name="zone")
_province = aliased(Territory, name="province")
_in_province = aliased(TerritoryPart, name="in_province")

# The comuni of the province, as a scalar beside each comune: San Venanzo has none.
PROVINCE_ID = (
    select(_province.id)
    .join(_in_province, _in_province.parent_id == _province.id)
    .where(
        _in_province.child_id == Territory.id,
        _in_province.valid_to.is_(None),
        _province.kind == TerritoryKind.PROVINCE,
    )
    .correlate(Territory)
    .scalar_subquery()
)

COMUNI = (
    select(
        Territory.id,
        Territory.istat_code,
        Territory.name,
        Territory.slug,
        Territory.population,
        ZONE.id,
        ZONE.istat_code,
        ZONE.name,
        ZONE.slug,
        PROVINCE_ID,
    )
    .join(TerritoryPart, TerritoryPart.child_id == Territory.id)
    .join(ZONE, ZONE.id == TerritoryPart.parent_id)
    .where(
        Territory.kind == TerritoryKind.COMUNE,
        ZONE.kind == TerritoryKind.ZONA,
        TerritoryPart.valid_to.is_(None),
    )
)
_ALL_COMUNI = COMUNI.order_by(Territory.name, Territory.id)
_COMUNE_BY_SLUG = COMUNI.where(Territory.slug == bindparam("slug"))
_COMUNE_BY_ID = COMUNI.where(Territory.id == bindparam("territory_id"))

_ZONES = (
    select(Territory.id, Territory.istat_code, Territory.name, Territory.slug)
    .where(Territory.kind == TerritoryKind.ZONA)
    .order_by(Territory.istat_code)
)


def list_comuni() -> Sequence[Comune]:
    """Return every comune by name, with its zona of today."""
    return [Comune(*row) for row in db.session.execute(_ALL_COMUNI)]


def load_places() -> Places:
    """Return every place in one statement, for pages that filter by place."""
    return Places(list_comuni())


def list_zones() -> Sequence[Zone]:
    """Return the zone sociali by number."""
    return [Zone(*row) for row in db.session.execute(_ZONES)]


def get_comune(slug: str) -> Comune:
    """Return the comune of an address.

    :raises NoResultFound: if there is none.
    """
    return Comune(*db.session.execute(_COMUNE_BY_SLUG, {"slug": slug}).one())


def find_comune(territory_id: int) -> Comune | None:
    """Return a comune by its id, or nothing: also for a zona or a province."""
    row = db.session.execute(_COMUNE_BY_ID, {"territory_id": territory_id}).one_or_none()
    return None if row is None else Comune(*row)


def get_territory(territory_id: int) -> Territory:
    """Return any territory.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(select(Territory).where(Territory.id == territory_id)).one()


def zona_of(comune_id: int) -> Zone:
    """Return the zona sociale a comune is part of today.

    :raises NoResultFound: if it is part of none.
    """
    row = db.session.execute(
        _ZONES.order_by(None)
        .join(TerritoryPart, TerritoryPart.parent_id == Territory.id)
        .where(TerritoryPart.child_id == comune_id, TerritoryPart.valid_to.is_(None))
    ).one()
    return Zone(*row)


def descendants(territory_id: int) -> frozenset[int]:
    """Return the ids of a territory and of all it contains today, at any depth."""
    return _reach(territory_id, step_from="parent_id", step_to="child_id")


def ancestors(territory_id: int) -> frozenset[int]:
    """Return the ids of a territory and of all that contain it today."""
    return _reach(territory_id, step_from="child_id", step_to="parent_id")


def _reach(start: int, *, step_from: str, step_to: str) -> frozenset[int]:
    came_from = getattr(TerritoryPart, step_from)
    goes_to = getattr(TerritoryPart, step_to)
    reached = (
        select(Territory.id.label("id")).where(Territory.id == start).cte("reached", recursive=True)
    )
    reached = reached.union(
        select(goes_to)
        .join(reached, came_from == reached.c.id)
        .where(TerritoryPart.valid_to.is_(None))
    )
    return frozenset(db.session.scalars(select(reached.c.id)))


def find_comune_by_name(text: str) -> Comune | None:
    """Return the comune somebody wrote the name of, whatever the accents, cases and spaces."""
    row = db.session.execute(_COMUNE_BY_SLUG, {"slug": slug_of(text)}).one_or_none()
    return None if row is None else Comune(*row)
