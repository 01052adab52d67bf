"""How many needs each place has, within the filters of a list."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, func, select

from auriga_web.core import search
from auriga_web.core.database import db
from auriga_web.needs import rules
from auriga_web.needs.models import Need
from auriga_web.needs.queries.statements import Chosen, Rows, Shape, narrow, shape_of, values_of

# Of words that stand in more needs than these, the newest are shown.
FOUND_AT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """Needs by comune and by zona, each by its id.

    In sensitive areas a few needs could point at somebody: a comune that has fewer than five of
    them does not count these, its zona does; `left_out` is how many.
    """

    by_comune: Mapping[int, int]
    by_zona: Mapping[int, int]
    left_out: int
    is_cut: bool


def count_by_place(chosen: Chosen) -> PlaceCounts:
    """Return how many needs of a list each place has, in one statement; two with words."""
    values, ids = values_of(chosen), None
    if chosen.words:
        ids = search.list_matching_ids(chosen.words, kind="need", limit=FOUND_AT_MOST)
        values["ids"] = ids
    comuni: Counter[int] = Counter()
    zone: Counter[int] = Counter()
    left_out = 0
    statement = _statement(shape_of(chosen), ids is not None)
    for comune_id, zona_id, is_sensitive, count in db.session.execute(statement, values):
        if zona_id is not None:
            zone[zona_id] += count
        if is_sensitive and count < rules.FEWEST_SHOWN:
            left_out += count
        else:
            comuni[comune_id] += count
    is_cut = ids is not None and len(ids) >= FOUND_AT_MOST
    return PlaceCounts(comuni, zone, left_out, is_cut)


@cache
def _statement(shape: Shape, has_ids: bool) -> Rows:
    place = (Need.comune_id, Need.zona_id, Need.is_sensitive)
    statement = narrow(select(*place, func.count()), shape).group_by(*place)
    if has_ids:
        statement = statement.where(Need.id.in_(bindparam("ids", expanding=True)))
    return statement
