"""Many things decided at once, each with its own decision, and all undone at once."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from auriga_web.core.access import Actor, NotAllowed
from auriga_web.core.database import db
from auriga_web.moderation import rules
from auriga_web.moderation.models import Decision, Verdict
from auriga_web.moderation.operations.deciding import decide, undo_decision
from auriga_web.moderation.rules import ReadyReason

_LEFT = (NotAllowed, NoResultFound, rules.CannotDecide)


class Cleared(NamedTuple):
    """The decisions that were taken, and how many things were left as they were."""

    decision_ids: list[int]
    left: int


def decide_together(
    subjects: Collection[tuple[str, str]],
    *,
    verdict: Verdict,
    actor: Actor,
    now: datetime,
    reason: ReadyReason | None = None,
) -> Cleared:
    """Decide the same about many things; what waits for somebody else is left as it is.

    :raises CannotDecide: if a restriction comes without a ready reason.
    """
    rules.check_reasons(
        verdict,
        ground=reason.ground if reason else None,
        rule=reason.rule if reason else "",
        facts=reason.facts if reason else "",
    )
    decision_ids, left = [], 0
    # In one order for everybody, so that two who decide at once do not wait for each other.
    for kind, subject_id in sorted(set(subjects)):
        try:
            with db.session.begin_nested():
                decision = decide(
                    kind,
                    subject_id,
                    verdict=verdict,
                    ground=reason.ground if reason else None,
                    rule=reason.rule if reason else "",
                    facts=reason.facts if reason else "",
                    actor=actor,
                    now=now,
                )
        except _LEFT:
            left += 1
        else:
            decision_ids.append(decision.id)
    return Cleared(decision_ids, left)


def undo_together(decision_ids: Collection[int], *, actor: Actor, now: datetime) -> Cleared:
    """Take many decisions back; what somebody else decided or undid meanwhile is left."""
    found = db.session.scalars(
        select(Decision)
        .where(Decision.id.in_(decision_ids))
        .order_by(Decision.subject_kind, Decision.subject_id, Decision.id)
    ).all()
    undone, left = [], 0
    for decision in found:
        try:
            with db.session.begin_nested():
                undo_decision(decision, actor=actor, now=now)
        except _LEFT:
            left += 1
        else:
            undone.append(decision.id)
    return Cleared(undone, left)
