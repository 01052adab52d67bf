"""The map of the province, with a number for each comune."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auriga_web.core.database import db
from auriga_web.territories import rules
from auriga_web.territories.models import Territory
from auriga_web.territories.queries.places import COMUNI, PROVINCE_ID, ZONE


class Shape(NamedTuple):
    """A comune on the map or in its table."""

    name: str
    slug: str
    zone_name: str
    outline: str
    total: int
    tint: int


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """What `territories/partials/_map.html` draws: comuni with their counts, and the legend."""

    # The comuni of the province; the table also holds San Venanzo, of zona 4 and outside it.
    shapes: Sequence[Shape]
    rows: Sequence[Shape]
    # Lowest and highest count of each tint, palest first; the last has no highest.
    steps: Sequence[tuple[int, int | None]]
    view_box: str = rules.MAP_VIEW_BOX


_OUTLINES = (
    COMUNI.with_only_columns(
        Territory.id,
        Territory.name,
        Territory.slug,
        Territory.outline,
        ZONE.name,
        PROVINCE_ID,
    )
    .where(Territory.outline.is_not(None))
    .order_by(ZONE.istat_code, Territory.name)
)


def province_map(counts: Mapping[int, int]) -> ProvinceMap:
    """Return the map of the province with a number for each comune, by zona and name."""
    floors = rules.tint_floors(counts.values())
    rows, shapes = [], []
    for territory_id, name, slug, outline, zone_name, province_id in db.session.execute(_OUTLINES):
        count = counts.get(territory_id, 0)
        shape = Shape(name, slug, zone_name, outline, count, rules.tint(count, floors))
        rows.append(shape)
        if province_id is not None:
            shapes.append(shape)
    return ProvinceMap(shapes, rows, _steps(floors))


class ZoneShape(NamedTuple):
    """A zona on the map: the outlines of its comuni, all of one tint."""

    name: str
    slug: str
    total: int
    tint: int
    outlines: Sequence[str]


@dataclass(frozen=True, slots=True)
class ZoneMap:
    """What `territories/partials/_map.html` draws by zona: the same comuni, counted together."""

    zones: Sequence[ZoneShape]
    steps: Sequence[tuple[int, int | None]]
    view_box: str = rules.MAP_VIEW_BOX


_ZONE_OUTLINES = COMUNI.with_only_columns(
    ZONE.id, ZONE.name, ZONE.slug, Territory.outline, PROVINCE_ID
).order_by(ZONE.istat_code, Territory.name)


def zone_map(counts: Mapping[int, int]) -> ZoneMap:
    """Return the map of the province with a number for each zona sociale, by number."""
    floors = rules.tint_floors(counts.values())
    zones: dict[int, ZoneShape] = {}
    for zone_id, name, slug, outline, province_id in db.session.execute(_ZONE_OUTLINES):
        if zone_id not in zones:
            count = counts.get(zone_id, 0)
            zones[zone_id] = ZoneShape(name, slug, count, rules.tint(count, floors), [])
        if outline is not None and province_id is not None:
            zones[zone_id] = zones[zone_id]._replace(outlines=[*zones[zone_id].outlines, outline])
    return ZoneMap(list(zones.values()), _steps(floors))


def _steps(floors: Sequence[int]) -> list[tuple[int, int | None]]:
    ceilings = [floor - 1 for floor in floors[1:]]
    return list(zip(floors, [*ceilings, None], strict=True))
