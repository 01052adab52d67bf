"""What moderators do: publish, send back, hide, restore, unite."""

from datetime import datetime
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.needs import policies, rules
from auriga_web.needs.events import NeedHidden, NeedMerged, NeedRestored, NeedReturned
from auriga_web.needs.models import CoAuthor, Need, NeedState, Support
from auriga_web.needs.operations.changing import (
    change_state,
    kept_in_step,
    lock,
    record,
    subject,
)
from auriga_web.needs.operations.counting import shift_support_count
from auriga_web.needs.operations.publishing import publish


def publish_need(need: Need, *, actor: Actor, now: datetime) -> None:
    """Let everybody read what its author sent in.

    :raises NotAllowed: if the actor is no moderator, or wrote it.
    """
    authorise(policies.may_review(actor, need))
    lock(need)

    publish(need, actor=actor, now=now)
    duties.settle_duty(kind="need.review", subject=subject(need), now=now)


def return_need(need: Need, *, reason: str, actor: Actor, now: datetime) -> None:
    """Ask the author to change something first.

    :raises ReasonMissing: if it does not say what.
    """
    authorise(policies.may_review(actor, need))
    reason = rules.check_reason(reason)
    lock(need)

    record(need, "need.returned", actor=actor, now=now)
    change_state(need, NeedState.RETURNED, now=now, reason=reason)
    duties.settle_duty(kind="need.review", subject=subject(need), now=now)
    announce(
        NeedReturned(need_id=need.id, actor_id=actor.person_id, at=now, author_id=need.author_id)
    )


def hide_need(need: Need, *, actor: Actor, now: datetime) -> None:
    """Take a public need from sight; hiding twice changes nothing."""
    authorise(policies.may_hide(actor, need))
    lock(need)
    if need.hidden_at is not None:
        return

    record(need, "need.hidden", actor=actor, now=now)
    with kept_in_step(need):
        need.hidden_at = now
    announce(NeedHidden(need_id=need.id, actor_id=actor.person_id, at=now))


def restore_need(need: Need, *, actor: Actor, now: datetime) -> None:
    """Undo what hiding did, and nothing else."""
    authorise(policies.may_hide(actor, need))
    lock(need)
    if need.hidden_at is None:
        return

    record(need, "need.restored", actor=actor, now=now)
    with kept_in_step(need):
        need.hidden_at = None
    announce(NeedRestored(need_id=need.id, actor_id=actor.person_id, at=now))


def merge_needs(need: Need, *, into: Need, actor: Actor, now: datetime) -> None:
    """Unite a need with another that says the same; each supporter counts once.

    :raises NotAnother: if the other is the same, or not in the lists.
    """
    authorise(policies.may_merge(actor, need, into=into))
    for one in sorted((need, into), key=lambda one: one.id):
        lock(one)
    rules.check_target(is_itself=into.id == need.id, is_listed=into.is_listed)

    record(need, "need.merged", actor=actor, now=now, into_id=into.id)
    with kept_in_step(need):
        need.merged_into_id = into.id
        change_state(need, NeedState.MERGED, now=now)
    _add_co_author(need, into)
    _add_supporters(need, into, now=now)
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


def _add_co_author(need: Need, into: Need) -> None:
    if need.author_id != into.author_id:
        db.session.execute(
            _insert(CoAuthor)
            .values(need_id=into.id, person_id=need.author_id, from_need_id=need.id)
            .on_conflict_do_nothing()
        )


def _add_supporters(need: Need, into: Need, *, now: datetime) -> None:
    # Those of the united need, and its author who needs it too; never the author of the other.
    columns = ["need_id", "person_id", "operator_id", "channel", "created_at"]
    supporters = select(
        literal(into.id),
        Support.person_id,
        Support.operator_id,
        Support.channel,
        Support.created_at,
    ).where(Support.need_id == need.id, Support.person_id != into.author_id)
    new = [_insert(Support).from_select(columns, supporters)]
    if need.author_id != into.author_id:
        author = (into.id, need.author_id, need.operator_id, need.channel, now)
        new.append(_insert(Support).values(dict(zip(columns, author, strict=True))))
    added = sum(
        len(db.session.execute(statement.on_conflict_do_nothing().returning(Support.id)).all())
        for statement in new
    )
    shift_support_count(into.id, added)


def _insert(model: type) -> Any:
    return (postgresql.insert if is_postgresql() else sqlite.insert)(model)
