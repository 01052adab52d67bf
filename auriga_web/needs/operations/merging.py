"""Uniting needs that say the same, and taking them apart again; every supporter counts once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.needs import policies, rules
from auriga_web.needs.events import NeedMerged, NeedSeparated
from auriga_web.needs.models import CoAuthor, Need, NeedState, Support
from auriga_web.needs.operations.changing import (
    change_state,
    kept_in_step,
    lock,
    record,
    subject,
)
from auriga_web.needs.operations.counting import shift_support_count

_COLUMNS = ["need_id", "person_id", "operator_id", "channel", "from_need_id", "created_at"]


def merge_needs(need: Need, *, into: Need, actor: Actor, now: datetime) -> None:
    """Unite a need with another that says the same; each supporter counts once.

    :raises NotAllowed: if the actor wrote one of them, or does not moderate.
    :raises NotAnother: if the other is the same, or not in the lists.
    """
    authorise(policies.may_merge(actor, need, into=into))
    _lock_both(need, into)
    rules.check_target(is_itself=into.id == need.id, is_listed=into.is_listed)

    record(need, "need.merged", actor=actor, now=now, into_id=into.id)
    with kept_in_step(need):
        need.merged_into_id = into.id
        need.state_before_merge = need.state
        change_state(need, NeedState.MERGED, now=now)
    _add_co_author(need, into)
    _bring(into, _supporters_of([need.id], into), _authors_of([need.id], into))
    duties.drop_duties_about(subject(need))
    chain.link(origin=subject(need), result=subject(into), now=now)
    chain.add_stop(
        subject=subject(need),
        stop=StopKind.NEED,
        sentence=rules.N_("united with another that says the same"),
        cause=subject(into),
        now=now,
    )
    announce(
        NeedMerged(
            need_id=need.id,
            actor_id=actor.person_id,
            at=now,
            into_id=into.id,
            author_id=need.author_id,
        )
    )


def separate_need(need: Need, *, actor: Actor, now: datetime) -> None:
    """Undo a merger, and nothing else: who came by it goes, who has stepped out stays out.

    :raises NotAllowed: if the actor may not.
    :raises WrongState: if the other was itself united with a third meanwhile.
    """
    authorise(policies.may_separate(actor, need))
    into = db.session.get_one(Need, need.merged_into_id)
    _lock_both(need, into)
    authorise(policies.may_separate(actor, need))
    rules.check_can_separate(is_other_merged=into.state is NeedState.MERGED)
    assert need.state_before_merge is not None

    record(need, "need.separated", actor=actor, now=now, from_id=into.id)
    _take_back(need, into)
    with kept_in_step(need):
        need.merged_into_id = None
        need.state = need.state_before_merge
        need.state_before_merge = None
        need.state_reason = ""
        need.state_changed_at = now
    _owe_answer_again(need, now=now)
    chain.unlink(origin=subject(need), result=subject(into))
    chain.add_stop(
        subject=subject(need),
        stop=need.stop,
        sentence=rules.N_("it stands by itself again"),
        now=now,
    )
    announce(NeedSeparated(need_id=need.id, actor_id=actor.person_id, at=now, from_id=into.id))


def _lock_both(need: Need, into: Need) -> None:
    for one in sorted((need, into), key=lambda one: one.id):
        lock(one)


def _take_back(need: Need, into: Need) -> None:
    gone = db.session.scalars(
        delete(Support)
        .where(Support.need_id == into.id, Support.from_need_id == need.id)
        .returning(Support.person_id)
    ).all()
    shift_support_count(into.id, -len(gone))
    db.session.execute(
        delete(CoAuthor).where(CoAuthor.need_id == into.id, CoAuthor.from_need_id == need.id)
    )
    # Somebody may be there for another need too, which was united with the same one.
    others = db.session.scalars(
        select(Need.id).where(Need.merged_into_id == into.id, Need.id != need.id).order_by(Need.id)
    ).all()
    if gone and others:
        _bring(
            into,
            _supporters_of(others, into, among=gone),
            _authors_of(others, into, among=gone),
        )


def _owe_answer_again(need: Need, *, now: datetime) -> None:
    if need.first_answered_at is None and need.answer_due_at is not None:
        duties.open_duty(
            kind="need.answer",
            subject=subject(need),
            role=Role.FACILITATOR,
            due_at=need.answer_due_at,
            now=now,
            owner_id=need.owner_id,
        )


def _add_co_author(need: Need, into: Need) -> None:
    if need.author_id != into.author_id:
        db.session.execute(
            _insert(CoAuthor)
            .values(need_id=into.id, person_id=need.author_id, from_need_id=need.id)
            .on_conflict_do_nothing()
        )


_Rows = Select[*tuple[Any, ...]]


def _supporters_of(
    need_ids: Collection[int], into: Need, *, among: Collection[int] | None = None
) -> _Rows:
    rows = select(
        literal(into.id),
        Support.person_id,
        Support.operator_id,
        Support.channel,
        Support.need_id,
        Support.created_at,
    ).where(Support.need_id.in_(need_ids), Support.person_id != into.author_id)
    return rows if among is None else rows.where(Support.person_id.in_(among))


def _authors_of(
    need_ids: Collection[int], into: Need, *, among: Collection[int] | None = None
) -> _Rows:
    # Who wrote the united need needs it too; who wrote the other stands behind it already.
    rows = select(
        literal(into.id),
        Need.author_id,
        Need.operator_id,
        Need.channel,
        Need.id,
        Need.published_at,
    ).where(Need.id.in_(need_ids), Need.author_id != into.author_id)
    return rows if among is None else rows.where(Need.author_id.in_(among))


def _bring(into: Need, *groups: _Rows) -> None:
    added = sum(
        len(
            db.session.execute(
                _insert(Support)
                .from_select(_COLUMNS, rows)
                .on_conflict_do_nothing()
                .returning(Support.id)
            ).all()
        )
        for rows in groups
    )
    shift_support_count(into.id, added)


def _insert(model: type) -> Any:
    return (postgresql.insert if is_postgresql() else sqlite.insert)(model)
