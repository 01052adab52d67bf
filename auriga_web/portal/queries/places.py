"""What there is in one comune."""

from collections.abc import Sequence

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.organisations.models import Organisation, OrganisationState
from auriga_web.territories.models import Territory, TerritoryKind

_SLUGS = (
    select(Territory.slug).where(Territory.kind == TerritoryKind.COMUNE).order_by(Territory.slug)
)


def list_comune_organisations(comune_id: int, *, limit: int) -> Sequence[tuple[int, str]]:
    """Return the verified organisations that have their seat in a comune, by name."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .where(
            Organisation.comune_id == comune_id, Organisation.state == OrganisationState.VERIFIED
        )
        .order_by(Organisation.name, Organisation.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def list_comune_slugs() -> Sequence[str]:
    """Return the slug of every comune."""
    return db.session.scalars(_SLUGS).all()
