"""The statements behind lists of needs, each built once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import aliased

from auriga_web.chain.models import StopKind
from auriga_web.core.database import UTCDateTime
from auriga_web.needs.models import Need, NeedCounter, NeedState
from auriga_web.services.models import ServiceArea
from auriga_web.territories.models import Territory


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


Rows = Select[*tuple[Any, ...]]


class Shape(NamedTuple):
    """By what a list is narrowed: a statement is built once for each."""

    has_area: bool = False
    has_field: bool = False
    has_comune: bool = False
    has_zona: bool = False
    has_state: bool = False


_comune = aliased(Territory, name="comune")
COLUMNS: Rows = (
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
_AREA_IDS: BindParameter[int] = bindparam("area_ids", expanding=True)


def shape_of(chosen: Chosen) -> Shape:
    return Shape(
        has_area=len(chosen.area_ids) == 1,
        has_field=len(chosen.area_ids) > 1,
        has_comune=chosen.comune_id is not None,
        has_zona=chosen.zona_id is not None,
        has_state=chosen.state is not None,
    )


def values_of(chosen: Chosen) -> dict[str, Any]:
    values = {
        "area_ids": chosen.area_ids,
        "comune_id": chosen.comune_id,
        "zona_id": chosen.zona_id,
        "state": chosen.state,
    }
    return {name: value for name, value in values.items() if value}


@cache
def statement_for(order: Order, shape: Shape, has_place: bool, has_ids: bool) -> Rows:
    walks = order is Order.MOST_SUPPORTED and shape == Shape(has_state=True)
    statement = narrow(COLUMNS, shape, walks=walks)
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


def narrow(statement: Rows, shape: Shape, *, walks: bool = False) -> Rows:
    """Keep what the list is narrowed to.

    What most needs share is no way to find them: `+ 0` and `coalesce` keep the database from an
    index that would make it sort thousands of rows, where walking the order finds twenty at once.
    """
    statement = statement.where(Need.is_listed)
    if shape.has_area:
        statement = statement.where(Need.service_area_id.in_(_AREA_IDS))
    if shape.has_field:
        statement = statement.where((Need.service_area_id + 0).in_(_AREA_IDS))
    if shape.has_comune:
        statement = statement.where(Need.comune_id == bindparam("comune_id"))
    if shape.has_zona:
        statement = statement.where(Need.zona_id == bindparam("zona_id"))
    if shape.has_state:
        state = func.coalesce(Need.state, "") if walks else Need.state
        statement = statement.where(state == bindparam("state"))
    return statement
