"""Keeping counts beside what they count."""

from collections import Counter

from sqlalchemy import delete, func, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.needs.models import (
    CountKind,
    Need,
    NeedCount,
    NeedCounter,
    Position,
    Support,
)

Count = tuple[CountKind, int, str]


def add_to_counts(changes: Counter[Count]) -> None:
    """Add to the kept counts, always in the same order so that no two changes wait in a ring."""
    upsert = postgresql.insert if is_postgresql() else sqlite.insert
    for (kind, key, value), change in sorted(changes.items()):
        if change < 0:
            db.session.execute(
                update(NeedCount)
                .where(NeedCount.kind == kind, NeedCount.key == key, NeedCount.value == value)
                .values(n=NeedCount.n + change)
            )
        elif change > 0:
            db.session.execute(
                upsert(NeedCount)
                .values(kind=kind, key=key, value=value, n=change)
                .on_conflict_do_update(
                    index_elements=["kind", "key", "value"], set_={"n": NeedCount.n + change}
                )
            )


def set_comment_count(need_id: int, count: int) -> None:
    """Keep how many comments everybody can read."""
    _set(need_id, comment_count=count)


def shift_follow_count(need_id: int, change: int) -> None:
    """Count one follower more, or one fewer."""
    _set(need_id, follow_count=NeedCounter.follow_count + change)


def shift_support_count(need_id: int, change: int) -> None:
    """Count some supporters more, or fewer."""
    _set(need_id, support_count=NeedCounter.support_count + change)


def shift_position_count(need_id: int, change: int) -> None:
    """Count one position more, or one fewer."""
    _set(need_id, position_count=NeedCounter.position_count + change)


def recount() -> int:
    """Count supports, positions and listed needs again; return how many needs were wrong.

    For needs written in bulk, and for a nightly check.
    """
    lock_writers()
    zeros = select(Need.id, literal(0), literal(0), literal(0), literal(0))
    db.session.execute(
        insert(NeedCounter).from_select(
            ["need_id", "support_count", "position_count", "comment_count", "follow_count"],
            zeros.where(Need.id.not_in(select(NeedCounter.need_id))),
        )
    )
    supports = select(func.count()).where(Support.need_id == NeedCounter.need_id).scalar_subquery()
    positions = (
        select(func.count()).where(Position.need_id == NeedCounter.need_id).scalar_subquery()
    )
    wrong = db.session.execute(
        update(NeedCounter)
        .where(or_(NeedCounter.support_count != supports, NeedCounter.position_count != positions))
        .values(support_count=supports, position_count=positions)
        .returning(NeedCounter.need_id),
        execution_options={"synchronize_session": False},
    ).all()
    _count_listed_again()
    return len(wrong)


def _count_listed_again() -> None:
    db.session.execute(delete(NeedCount))
    in_time = Need.first_answered_at <= Need.answer_due_at
    counted = Need.is_listed
    answered = Need.first_answered_at.is_not(None)
    zero = literal(0)
    for kind, key, value, condition in (
        (CountKind.COMUNE, Need.comune_id, Need.state, counted),
        (CountKind.AREA, Need.service_area_id, Need.state, counted),
        (CountKind.STOP, zero, Need.stop, counted),
        (CountKind.ANSWER, zero, literal("in_time"), answered & in_time),
        (CountKind.ANSWER, zero, literal("late"), answered & ~in_time),
    ):
        numbers = db.session.execute(
            select(key, value, func.count()).where(condition).group_by(key, value)
        ).all()
        if numbers:
            db.session.execute(
                insert(NeedCount),
                [{"kind": kind, "key": k, "value": str(v), "n": n} for k, v, n in numbers],
            )


def _set(need_id: int, **values: object) -> None:
    db.session.execute(update(NeedCounter).where(NeedCounter.need_id == need_id).values(**values))
