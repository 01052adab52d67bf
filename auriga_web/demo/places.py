"""The comuni as the demo needs them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.territories.models import Territory, TerritoryKind, TerritoryPart


class Place(NamedTuple):
    """A comune as bulk rows need it."""

    id: int
    code: str
    name: str
    population: int
    zona_id: int | None


def list_places() -> Sequence[Place]:
    """Return the comuni with the zona each is in, by name."""
    zona = (
        select(TerritoryPart.child_id, TerritoryPart.parent_id)
        .join(Territory, Territory.id == TerritoryPart.parent_id)
        .where(Territory.kind == TerritoryKind.ZONA, TerritoryPart.valid_to.is_(None))
        .subquery()
    )
    rows = db.session.execute(
        select(
            Territory.id,
            Territory.istat_code,
            Territory.name,
            Territory.population,
            zona.c.parent_id,
        )
        .outerjoin(zona, zona.c.child_id == Territory.id)
        .where(Territory.kind == TerritoryKind.COMUNE)
        .order_by(Territory.name)
    )
    return [Place(*row) for row in rows]
