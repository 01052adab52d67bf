"""Lists of needs: filtered, searched, sorted, a page after a row. Core statements, built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.orm import aliased

from auriga_web.chain.models import StopKind
from auriga_web.core import keyset, search
from auriga_web.core.access import Actor
from auriga_web.core.database import UTCDateTime, db
from auriga_web.needs.models import PUBLIC_STATES, Need, NeedCounter, NeedState
from auriga_web.needs.queries.numbers import count_needs
from auriga_web.services.models import ServiceArea
from auriga_web.territories.models import Territory

PAGE_SIZE = 20
# Beyond this many a list says "more than 1,000" and does not count.
COUNTED_AT_MOST = 1_000


class Order(StrEnum):
    """How a list is sorted; the value is what addresses say."""

    BEST = "pertinenza"
    NEWEST = "recenti"
    MOST_SUPPORTED = "adesioni"
    WAITING = "attesa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a list is narrowed to. A place is a zona or a comune; `comune_ids` are those in it."""

    area_ids: tuple[int, ...] = ()
    comune_id: int | None = None
    zona_id: int | None = None
    comune_ids: tuple[int, ...] = ()
    state: NeedState | None = None
    words: str = ""


class NeedRow(NamedTuple):
    """What a list shows of a need."""

    id: int
    title: str
    comune_name: str
    area_name: str
    support_count: int
    position_count: int
    comment_count: int
    state: NeedState
    stop: StopKind
    published_at: datetime
    first_answered_at: datetime | None
    answer_due_at: datetime | None
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class NeedList:
    """A page of needs, and how many there are in all."""

    page: keyset.Page[NeedRow]
    count: int
    is_more: bool


_Select = Select[*tuple[Any, ...]]
_comune = aliased(Territory, name="comune")
_COLUMNS: _Select = (
    select(
        Need.id,
        Need.title,
        _comune.name,
        ServiceArea.name,
        NeedCounter.support_count,
        NeedCounter.position_count,
        NeedCounter.comment_count,
        Need.state,
        Need.stop,
        Need.published_at,
        Need.first_answered_at,
        Need.answer_due_at,
        Need.is_sensitive,
    )
    .join(NeedCounter, NeedCounter.need_id == Need.id)
    .join(_comune, _comune.id == Need.comune_id)
    .join(ServiceArea, ServiceArea.id == Need.service_area_id)
)
_AFTER = {
    Order.NEWEST: (datetime, int),
    Order.MOST_SUPPORTED: (int, int),
    Order.WAITING: (datetime, int),
    Order.BEST: (int,),
}


def list_needs(
    chosen: Chosen,
    *,
    order: Order = Order.NEWEST,
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> NeedList:
    """Return a page of the needs that everybody can read, and how many there are.

    With words and no other order, the best matches come first.
    """
    if not chosen.words:
        order = Order.NEWEST if order is Order.BEST else order
        page = _page(chosen, order, cursor, limit, ids=None)
        return NeedList(page, *_count(chosen, order))
    ids = _matching(chosen)
    if order is Order.BEST:
        page = _best(ids, cursor, limit)
    else:
        page = _page(chosen, order, cursor, limit, ids=ids)
    return NeedList(page, len(ids), is_more=len(ids) >= COUNTED_AT_MOST)


def list_needs_to_export(
    chosen: Chosen, *, order: Order = Order.NEWEST, limit: int = COUNTED_AT_MOST
) -> Sequence[NeedRow]:
    """Return the needs of a list in its order, for a file."""
    return list_needs(chosen, order=order, limit=limit).page.rows


def list_needs_by_ids(need_ids: Sequence[int]) -> Sequence[NeedRow]:
    """Return these needs, where everybody can read them, in the order given."""
    rows = _rows(_COLUMNS.where(Need.is_listed, Need.id.in_(need_ids)))
    place = {need_id: index for index, need_id in enumerate(need_ids)}
    return sorted(rows, key=lambda row: place[row.id])


def list_needs_of(
    author_id: int, *, reader: Actor, before_id: int | None = None, limit: int = PAGE_SIZE
) -> Sequence[NeedRow]:
    """Return what a person wrote, newest first: to themselves all of it, to others nothing."""
    if reader.person_id != author_id:
        return []
    statement = _COLUMNS.where(Need.author_id == author_id).order_by(Need.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(Need.id < before_id)
    return _rows(statement)


def list_overdue(*, now: datetime, limit: int = 100) -> Sequence[NeedRow]:
    """Return the needs whose first answer is late, longest overdue first."""
    return _rows(
        _COLUMNS.where(Need.is_listed, Need.first_answered_at.is_(None), Need.answer_due_at < now)
        .order_by(Need.answer_due_at, Need.id)
        .limit(limit)
    )


def list_public_ids(*, after_id: int = 0, limit: int = 1_000) -> Sequence[int]:
    """Return the ids of the needs whose page everybody can read, for a map of the site."""
    return db.session.scalars(
        select(Need.id)
        .where(Need.id > after_id, Need.hidden_at.is_(None), Need.state.in_(sorted(PUBLIC_STATES)))
        .where(~Need.is_sensitive)
        .order_by(Need.id)
        .limit(limit)
    ).all()


def _page(
    chosen: Chosen, order: Order, cursor: str | None, limit: int, *, ids: list[int] | None
) -> keyset.Page[NeedRow]:
    place = keyset.decode(cursor, kinds=_AFTER[order])
    statement = _statement(order, _shape(chosen), place is not None, ids is not None)
    values = {**_values(chosen), "limit": limit + 1}
    if ids is not None:
        values["ids"] = ids
    if place is not None:
        values["place_value"], values["place_id"] = place
    rows = [NeedRow(*row) for row in db.session.execute(statement, values)]
    return keyset.take(rows, limit=limit, key=lambda row: (_place_of(row, order), row.id))


def _best(ids: list[int], cursor: str | None, limit: int) -> keyset.Page[NeedRow]:
    (start,) = keyset.decode(cursor, kinds=_AFTER[Order.BEST]) or (0,)
    start = max(start, 0)
    rows = list_needs_by_ids(ids[start : start + limit])
    end = start + limit
    return keyset.Page(rows, keyset.encode((end,)) if end < len(ids) else None)


def _matching(chosen: Chosen) -> list[int]:
    found = search.list_matching_ids(chosen.words, kind="need", limit=COUNTED_AT_MOST)
    if not found or _shape(chosen) == (False,) * 4:
        return found
    narrowed = _narrow(select(Need.id), _shape(chosen)).where(
        Need.id.in_(bindparam("ids", expanding=True))
    )
    kept = set(db.session.scalars(narrowed, {**_values(chosen), "ids": found}))
    return [need_id for need_id in found if need_id in kept]


def _count(chosen: Chosen, order: Order) -> tuple[int, bool]:
    has_place = bool(chosen.comune_ids)
    if order is not Order.WAITING and not (has_place and chosen.area_ids):
        number = count_needs(
            area_ids=chosen.area_ids, comune_ids=chosen.comune_ids, state=chosen.state
        )
        return number, False
    some = _narrow(select(Need.id), _shape(chosen))
    if order is Order.WAITING:
        some = some.where(Need.first_answered_at.is_(None), Need.state == NeedState.PUBLISHED)
    number = db.session.scalars(
        select(func.count()).select_from(some.limit(COUNTED_AT_MOST + 1).subquery()),
        _values(chosen),
    ).one()
    return min(number, COUNTED_AT_MOST), number > COUNTED_AT_MOST


def _shape(chosen: Chosen) -> tuple[bool, bool, bool, bool]:
    return (
        bool(chosen.area_ids),
        chosen.comune_id is not None,
        chosen.zona_id is not None,
        chosen.state is not None,
    )


def _values(chosen: Chosen) -> dict[str, Any]:
    values = {
        "area_ids": chosen.area_ids,
        "comune_id": chosen.comune_id,
        "zona_id": chosen.zona_id,
        "state": chosen.state,
    }
    return {name: value for name, value in values.items() if value}


@cache
def _statement(
    order: Order, shape: tuple[bool, bool, bool, bool], has_place: bool, has_ids: bool
) -> _Select:
    statement = _narrow(_COLUMNS, shape)
    columns: tuple[Any, Any] = {
        Order.NEWEST: (Need.published_at, Need.id),
        Order.MOST_SUPPORTED: (NeedCounter.support_count, NeedCounter.need_id),
        Order.WAITING: (Need.answer_due_at, Need.id),
    }[order]
    is_descending = order is not Order.WAITING
    if order is Order.WAITING:
        statement = statement.where(
            Need.first_answered_at.is_(None), Need.state == NeedState.PUBLISHED
        )
    if has_ids:
        statement = statement.where(Need.id.in_(bindparam("ids", expanding=True)))
    if has_place:
        kind = None if order is Order.MOST_SUPPORTED else UTCDateTime()
        place = tuple_(bindparam("place_value", type_=kind), bindparam("place_id"))
        row = tuple_(*columns)
        statement = statement.where(row < place if is_descending else row > place)
    if is_descending:
        columns = (columns[0].desc(), columns[1].desc())
    return statement.order_by(*columns).limit(bindparam("limit"))


def _narrow(statement: _Select, shape: tuple[bool, bool, bool, bool]) -> _Select:
    has_area, has_comune, has_zona, has_state = shape
    statement = statement.where(Need.is_listed)
    if has_area:
        statement = statement.where(Need.service_area_id.in_(bindparam("area_ids", expanding=True)))
    if has_comune:
        statement = statement.where(Need.comune_id == bindparam("comune_id"))
    if has_zona:
        statement = statement.where(Need.zona_id == bindparam("zona_id"))
    if has_state:
        statement = statement.where(Need.state == bindparam("state"))
    return statement


def _place_of(row: NeedRow, order: Order) -> datetime | int | None:
    if order is Order.MOST_SUPPORTED:
        return row.support_count
    return row.answer_due_at if order is Order.WAITING else row.published_at


def _rows(statement: _Select) -> list[NeedRow]:
    return [NeedRow(*row) for row in db.session.execute(statement)]
