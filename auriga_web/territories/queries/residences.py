"""Where people say they live, work or look after someone."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.territories.models import Relation, Residency, Territory
from auriga_web.territories.queries.places import COMUNI, Comune


class Residence(NamedTuple):
    id: int
    territory_id: int
    name: str
    slug: str
    relation: Relation


_RESIDENCES = (
    select(Residency.id, Territory.id, Territory.name, Territory.slug, Residency.relation)
    .join(Territory, Territory.id == Residency.territory_id)
    .where(Residency.person_id == bindparam("person_id"))
    .order_by(Residency.declared_at, Residency.id)
)
_HOME = COMUNI.join(Residency, Residency.territory_id == Territory.id).where(
    Residency.person_id == bindparam("person_id"), Residency.relation == Relation.LIVES
)


def list_residences(*, reader: Actor) -> Sequence[Residence]:
    """Return where the reader says they live, work or look after someone."""
    return [
        Residence(*row) for row in db.session.execute(_RESIDENCES, {"person_id": reader.person_id})
    ]


def get_residency(residency_id: int, *, reader: Actor) -> Residency:
    """Return one of the reader's own residencies.

    :raises NoResultFound: if it is not there or is another person's.
    """
    return db.session.scalars(
        select(Residency).where(
            Residency.id == residency_id, Residency.person_id == reader.person_id
        )
    ).one()


def find_home(person_id: int) -> Comune | None:
    """Return the comune where a person says they live."""
    row = db.session.execute(_HOME, {"person_id": person_id}).first()
    return None if row is None else Comune(*row)
