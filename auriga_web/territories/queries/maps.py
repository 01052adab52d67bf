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
    ceilings = [floor - 1 for floor in floors[1:]]
    return ProvinceMap(shapes, rows, list(zip(floors, [*ceilings, None], strict=True)))
