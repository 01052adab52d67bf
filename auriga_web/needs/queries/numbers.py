"""Numbers about public needs: kept when something changes, only read here.

For home, maps and pages of comuni. Every one is a single statement over a small table.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from auriga_web.chain.models import StopKind
from auriga_web.core.database import db
from auriga_web.needs.models import CountKind, Need, NeedCount, NeedState


class InTime(NamedTuple):
    """How many first answers came by their date, of how many were due or given."""

    in_time: int
    total: int


def count_by_comune(states: Collection[NeedState] | None = None) -> dict[int, int]:
    """Return how many listed needs each comune has, by the comune's id; none is left out."""
    return {int(key): n for key, n in _sums(CountKind.COMUNE, NeedCount.key, states)}


def count_by_area(states: Collection[NeedState] | None = None) -> dict[int, int]:
    """Return how many listed needs each service area has, by the area's id."""
    return {int(key): n for key, n in _sums(CountKind.AREA, NeedCount.key, states)}


def count_by_state(comune_ids: Collection[int] | None = None) -> dict[NeedState, int]:
    """Return how many listed needs are in each state, everywhere or in some comuni."""
    statement = select(NeedCount.value, func.sum(NeedCount.n)).group_by(NeedCount.value)
    if comune_ids is None:
        statement = statement.where(NeedCount.kind == CountKind.AREA)
    else:
        statement = statement.where(
            NeedCount.kind == CountKind.COMUNE, NeedCount.key.in_(comune_ids)
        )
    return {NeedState(value): int(n) for value, n in db.session.execute(statement)}


def count_by_stop() -> dict[StopKind, int]:
    """Return how many listed needs are at each stop of the thread."""
    return {
        StopKind(value): int(n) for value, n in _sums(CountKind.STOP, NeedCount.value, None) if n
    }


def count_needs(
    *,
    area_ids: Collection[int] = (),
    comune_ids: Collection[int] = (),
    state: NeedState | None = None,
) -> int:
    """Return how many listed needs there are, of some areas or in some comuni (not both)."""
    statement = select(func.coalesce(func.sum(NeedCount.n), 0))
    if comune_ids:
        statement = statement.where(
            NeedCount.kind == CountKind.COMUNE, NeedCount.key.in_(comune_ids)
        )
    else:
        statement = statement.where(NeedCount.kind == CountKind.AREA)
        if area_ids:
            statement = statement.where(NeedCount.key.in_(area_ids))
    if state is not None:
        statement = statement.where(NeedCount.value == state.value)
    return int(db.session.scalars(statement).one())


def answered_in_time(now: datetime) -> InTime:
    """Return how many first answers came within their date, of all given or overdue."""
    given = {value: int(n) for value, n in _sums(CountKind.ANSWER, NeedCount.value, None)}
    overdue = db.session.scalar(
        select(func.count()).where(
            Need.is_listed, Need.first_answered_at.is_(None), Need.answer_due_at < now
        )
    )
    in_time, late = given.get("in_time", 0), given.get("late", 0)
    return InTime(in_time, in_time + late + (overdue or 0))


def _sums(
    kind: CountKind, column: object, states: Collection[NeedState] | None
) -> list[tuple[str, int]]:
    statement = (
        select(column, func.sum(NeedCount.n))  # type: ignore[call-overload]
        .where(NeedCount.kind == kind)
        .group_by(column)
    )
    if states is not None:
        statement = statement.where(NeedCount.value.in_([state.value for state in states]))
    return [(key, int(n)) for key, n in db.session.execute(statement)]
