"""Standing behind a need: persons support it, organisations take a position."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.needs import policies, rules
from auriga_web.needs.events import (
    NeedSupported,
    NeedUnsupported,
    PositionTaken,
    PositionWithdrawn,
)
from auriga_web.needs.models import Need, Position, Support
from auriga_web.needs.operations.changing import hold, lock, record
from auriga_web.needs.operations.counting import shift_position_count, shift_support_count


def support_need(need: Need, *, actor: Actor, now: datetime, has_consented: bool = False) -> bool:
    """Say "I need it too"; saying it twice counts once. Return whether it was new.

    In a sensitive area it says something about who says it, so they must have agreed to that.

    No entry in the audit trail: a support is its own record, and who supports is nobody's business.

    :raises NotAllowed: if the need is not open, is their own, or they act for an organisation.
    :raises ConsentMissing: if the area is sensitive and they have not agreed.
    """
    hold(need)
    authorise(policies.may_support(actor, need))
    rules.check_consent(is_sensitive=need.is_sensitive, has_consented=has_consented)
    assert actor.person_id is not None

    insert = postgresql.insert if is_postgresql() else sqlite.insert
    added = db.session.execute(
        insert(Support)
        .values(
            need_id=need.id,
            person_id=actor.person_id,
            operator_id=actor.operator_id,
            channel=actor.channel,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["need_id", "person_id"])
        .returning(Support.id)
    ).one_or_none()
    if added is None:
        return False
    shift_support_count(need.id, 1)
    announce(
        NeedSupported(need_id=need.id, actor_id=actor.person_id, at=now, person_id=actor.person_id)
    )
    return True


def unsupport_need(need: Need, *, actor: Actor, now: datetime) -> bool:
    """Take a support back; return whether there was one. Possible whatever the need's state."""
    authorise(not actor.is_visitor)
    assert actor.person_id is not None
    hold(need)

    gone = db.session.execute(
        delete(Support)
        .where(Support.need_id == need.id, Support.person_id == actor.person_id)
        .returning(Support.id)
    ).one_or_none()
    if gone is None:
        return False
    shift_support_count(need.id, -1)
    announce(
        NeedUnsupported(
            need_id=need.id, actor_id=actor.person_id, at=now, person_id=actor.person_id
        )
    )
    return True


def take_position(
    need: Need, *, sentence: str, interest: str, actor: Actor, now: datetime
) -> Position:
    """Say in public what the actor's organisation thinks; saying it again replaces it.

    `interest` says in which way they would run the service; empty when they would not.

    :raises NotAllowed: if the actor may not speak for an organisation, or the need is not open.
    :raises ReasonMissing: if it says nothing.
    """
    sentence = rules.check_reason(sentence)
    lock(need)
    authorise(policies.may_take_position(actor, need))
    assert actor.person_id is not None
    assert actor.body_id is not None

    record(need, "need.position_taken", actor=actor, now=now)
    position = db.session.scalars(
        select(Position).where(Position.need_id == need.id, Position.body_id == actor.body_id)
    ).one_or_none()
    if position is None:
        shift_position_count(need.id, 1)
        position = Position(need_id=need.id, body_id=actor.body_id, created_at=now)
        db.session.add(position)
    position.author_id = actor.person_id
    position.sentence = " ".join(sentence.split())
    position.interest = " ".join(interest.split())
    position.has_interest = bool(position.interest)
    position.updated_at = now
    db.session.flush()
    announce(
        PositionTaken(
            need_id=need.id,
            actor_id=actor.person_id,
            at=now,
            position_id=position.id,
            body_id=actor.body_id,
        )
    )
    return position


def withdraw_position(need: Need, *, actor: Actor, now: datetime) -> None:
    """Take the organisation's position back; nothing if there is none."""
    authorise(policies.may_withdraw_position(actor))
    assert actor.body_id is not None
    lock(need)

    gone = db.session.execute(
        delete(Position)
        .where(Position.need_id == need.id, Position.body_id == actor.body_id)
        .returning(Position.id)
    ).one_or_none()
    if gone is None:
        return
    record(need, "need.position_withdrawn", actor=actor, now=now)
    shift_position_count(need.id, -1)
    announce(
        PositionWithdrawn(need_id=need.id, actor_id=actor.person_id, at=now, body_id=actor.body_id)
    )
