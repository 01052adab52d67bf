"""What there is in one comune."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from auriga_web.chain import rules as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative, InitiativeState
from auriga_web.needs.models import Need, NeedCounter
from auriga_web.organisations.models import Organisation, OrganisationState
from auriga_web.territories.models import Territory, TerritoryKind

_OPEN_STATES = (
    InitiativeState.IDEA,
    InitiativeState.EXPLORATION,
    InitiativeState.CO_DESIGN,
    InitiativeState.FROZEN,
    InitiativeState.IN_VOTE,
    InitiativeState.IN_PROGRESS,
)


class ComuneNeed(NamedTuple):
    """A need on the page of a comune."""

    id: int
    title: str
    stop: StopKind
    published_at: datetime
    support_count: int | None

    @property
    def dots(self) -> tuple[Sequence[str], str]:
        """The six dots of a card, and the word of the present stop."""
        return chain.dots(self.stop)


class ComuneInitiative(NamedTuple):
    """An initiative on the page of a comune."""

    id: int
    title: str
    stop: StopKind
    place: str

    @property
    def dots(self) -> tuple[Sequence[str], str]:
        """The six dots of a card, and the word of the present stop."""
        return chain.dots(self.stop)


_NEEDS = (
    select(
        Need.id,
        Need.title,
        Need.stop,
        Need.published_at,
        NeedCounter.support_count,
        Need.is_sensitive,
    )
    .outerjoin(NeedCounter, NeedCounter.need_id == Need.id)
    .where(Need.comune_id == bindparam("comune_id"), Need.is_listed.is_(True))
    .order_by(Need.published_at.desc(), Need.id.desc())
    .limit(bindparam("limit"))
)
_SLUGS = (
    select(Territory.slug).where(Territory.kind == TerritoryKind.COMUNE).order_by(Territory.slug)
)
_FEWEST_SHOWN = 5


def list_comune_needs(comune_id: int, *, limit: int) -> Sequence[ComuneNeed]:
    """Return the latest needs of a comune. A small count in a sensitive area is not said."""
    return [
        ComuneNeed(
            need_id,
            title,
            stop,
            published_at,
            None if is_sensitive and (count or 0) < _FEWEST_SHOWN else count or 0,
        )
        for need_id, title, stop, published_at, count, is_sensitive in db.session.execute(
            _NEEDS, {"comune_id": comune_id, "limit": limit}
        )
        if published_at is not None
    ]


def list_comune_initiatives(
    territory_ids: Collection[int], *, limit: int
) -> Sequence[ComuneInitiative]:
    """Return the initiatives under way in a comune, its zona or the province, latest first."""
    rows = db.session.execute(
        select(Initiative.id, Initiative.title, Initiative.present_stop, Territory.name)
        .join(Territory, Territory.id == Initiative.territory_id)
        .where(
            Initiative.territory_id.in_(territory_ids),
            Initiative.hidden_at.is_(None),
            Initiative.state.in_(_OPEN_STATES),
        )
        .order_by(Initiative.moved_at.desc(), Initiative.id.desc())
        .limit(limit)
    )
    return [ComuneInitiative(*row) for row in rows]


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
