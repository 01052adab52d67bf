"""The list of initiatives, and the needs they answer."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from auriga_web.chain.models import StopKind
from auriga_web.core import keyset
from auriga_web.core.access import VISITOR, Actor
from auriga_web.core.database import db
from auriga_web.core.search import list_matching_ids
from auriga_web.initiatives.models import Initiative, InitiativeNeed, InitiativeState
from auriga_web.initiatives.policies import listed_for
from auriga_web.needs.models import Need, NeedCounter
from auriga_web.services.models import ServiceArea
from auriga_web.territories.models import Territory

PAGE_SIZE = 20
# What one can still help to write.
BEING_WRITTEN = (
    InitiativeState.IDEA,
    InitiativeState.EXPLORATION,
    InitiativeState.CO_DESIGN,
    InitiativeState.TO_REVISE,
)
_PLACE = (datetime, int)


class ListedInitiative(NamedTuple):
    """What a list shows of an initiative."""

    id: int
    title: str
    summary: str
    state: InitiativeState
    present_stop: StopKind
    territory_name: str
    area_name: str
    need_count: int
    comment_count: int
    moved_at: datetime
    until: datetime | None


class ListedNeed(NamedTuple):
    """What an initiative shows of a need it answers."""

    id: int
    title: str
    comune_name: str
    support_count: int
    stop: StopKind


_LIST = (
    select(
        Initiative.id,
        Initiative.title,
        Initiative.summary,
        Initiative.state,
        Initiative.present_stop,
        Territory.name,
        ServiceArea.name,
        Initiative.need_count,
        Initiative.comment_count,
        Initiative.moved_at,
        Initiative.until,
    )
    .join(Territory, Territory.id == Initiative.territory_id)
    .join(ServiceArea, ServiceArea.id == Initiative.area_id)
)

_ABOUT_NEED = (
    _LIST.join(InitiativeNeed, InitiativeNeed.initiative_id == Initiative.id)
    .where(InitiativeNeed.need_id == bindparam("need_id"), listed_for(VISITOR))
    .order_by(Initiative.moved_at.desc(), Initiative.id.desc())
    .limit(PAGE_SIZE)
)

_NEEDS = (
    select(Need.id, Need.title, Territory.name, NeedCounter.support_count, Need.stop)
    .join(Territory, Territory.id == Need.comune_id)
    .join(NeedCounter, NeedCounter.need_id == Need.id)
    .where(Need.is_listed)
)


def list_initiatives(
    *,
    reader: Actor,
    area_ids: Collection[int] = (),
    territory_ids: Collection[int] = (),
    state: InitiativeState | None = None,
    is_being_written: bool = False,
    words: str = "",
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> keyset.Page[ListedInitiative]:
    """Return initiatives, those that moved last first."""
    statement = _LIST.where(listed_for(reader))
    if area_ids:
        statement = statement.where(Initiative.area_id.in_(area_ids))
    if territory_ids:
        statement = statement.where(Initiative.territory_id.in_(territory_ids))
    if state is not None:
        statement = statement.where(Initiative.state == state)
    if is_being_written:
        statement = statement.where(Initiative.state.in_(BEING_WRITTEN))
    if words.strip():
        ids = list_matching_ids(words, kind="initiative")
        statement = statement.where(Initiative.id.in_(ids))
    place = keyset.decode(cursor, kinds=_PLACE)
    order = (Initiative.moved_at, Initiative.id)
    if place is not None:
        statement = statement.where(keyset.after(order, place, descending=True))
    rows = db.session.execute(
        statement.order_by(*(column.desc() for column in order)).limit(limit + 1)
    )
    listed = [ListedInitiative(*row) for row in rows]
    return keyset.take(listed, limit=limit, key=lambda row: (row.moved_at, row.id))


def list_about_need(need_id: int) -> Sequence[ListedInitiative]:
    """Return the initiatives that answer a need, those that moved last first."""
    rows = db.session.execute(_ABOUT_NEED, {"need_id": need_id})
    return [ListedInitiative(*row) for row in rows]


def list_needs_of(initiative_id: int) -> Sequence[ListedNeed]:
    """Return the public needs that an initiative answers, the most supported first."""
    rows = db.session.execute(
        _NEEDS.join(InitiativeNeed, InitiativeNeed.need_id == Need.id)
        .where(InitiativeNeed.initiative_id == initiative_id)
        .order_by(NeedCounter.support_count.desc(), Need.id)
    )
    return [ListedNeed(*row) for row in rows]


def list_needs_by_ids(need_ids: Collection[int]) -> Sequence[ListedNeed]:
    """Return the public ones among these needs, the most supported first."""
    if not need_ids:
        return []
    rows = db.session.execute(
        _NEEDS.where(Need.id.in_(need_ids)).order_by(NeedCounter.support_count.desc(), Need.id)
    )
    return [ListedNeed(*row) for row in rows]


def list_matching_needs(words: str, *, limit: int = 10) -> Sequence[ListedNeed]:
    """Return public needs that hold these words, the most supported first."""
    return list_needs_by_ids(list_matching_ids(words, kind="need", limit=limit))
