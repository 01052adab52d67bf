"""Lists of needs: filtered, searched, sorted, a page after a row. Core statements, built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from auriga_web.core import keyset, search
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.needs.models import PUBLIC_STATES, Need, NeedState
from auriga_web.needs.queries.numbers import count_needs
from auriga_web.needs.queries.statements import (
    COLUMNS,
    Chosen,
    NeedRow,
    Order,
    Rows,
    Shape,
    narrow,
    shape_of,
    statement_for,
    values_of,
)

PAGE_SIZE = 20
# Beyond this many a list says "more than 1,000" and does not count.
COUNTED_AT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class NeedList:
    """A page of needs, and how many there are in all."""

    page: keyset.Page[NeedRow]
    count: int
    is_more: bool


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
    rows = _rows(COLUMNS.where(Need.is_listed, Need.id.in_(need_ids)))
    place = {need_id: index for index, need_id in enumerate(need_ids)}
    return sorted(rows, key=lambda row: place[row.id])


def list_needs_of(
    author_id: int, *, reader: Actor, before_id: int | None = None, limit: int = PAGE_SIZE
) -> Sequence[NeedRow]:
    """Return what a person wrote, newest first: to themselves all of it, to others nothing."""
    if reader.person_id != author_id:
        return []
    statement = COLUMNS.where(Need.author_id == author_id).order_by(Need.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(Need.id < before_id)
    return _rows(statement)


def list_overdue(*, now: datetime, limit: int = 100) -> Sequence[NeedRow]:
    """Return the needs whose first answer is late, longest overdue first."""
    return _rows(
        COLUMNS.where(Need.is_listed, Need.first_answered_at.is_(None), Need.answer_due_at < now)
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
    statement = statement_for(order, shape_of(chosen), place is not None, ids is not None)
    values = {**values_of(chosen), "limit": limit + 1}
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
    if not found or shape_of(chosen) == Shape():
        return found
    narrowed = narrow(select(Need.id), shape_of(chosen)).where(
        Need.id.in_(bindparam("ids", expanding=True))
    )
    kept = set(db.session.scalars(narrowed, {**values_of(chosen), "ids": found}))
    return [need_id for need_id in found if need_id in kept]


def _count(chosen: Chosen, order: Order) -> tuple[int, bool]:
    has_place = bool(chosen.comune_ids)
    if order is not Order.WAITING and not (has_place and chosen.area_ids):
        number = count_needs(
            area_ids=chosen.area_ids, comune_ids=chosen.comune_ids, state=chosen.state
        )
        return number, False
    some = narrow(select(Need.id), shape_of(chosen))
    if order is Order.WAITING:
        some = some.where(Need.first_answered_at.is_(None), Need.state == NeedState.PUBLISHED)
    number = db.session.scalars(
        select(func.count()).select_from(some.limit(COUNTED_AT_MOST + 1).subquery()),
        values_of(chosen),
    ).one()
    return min(number, COUNTED_AT_MOST), number > COUNTED_AT_MOST


def _place_of(row: NeedRow, order: Order) -> datetime | int | None:
    if order is Order.MOST_SUPPORTED:
        return row.support_count
    return row.answer_due_at if order is Order.WAITING else row.published_at


def _rows(statement: Rows) -> list[NeedRow]:
    return [NeedRow(*row) for row in db.session.execute(statement)]
