"""What moderators do: publish, send back, hide, restore."""

from datetime import datetime

from auriga_web.core.access import Actor, authorise
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.needs import policies, rules
from auriga_web.needs.events import NeedHidden, NeedRestored, NeedReturned
from auriga_web.needs.models import Need, NeedState
from auriga_web.needs.operations.changing import (
    change_state,
    kept_in_step,
    lock,
    record,
    subject,
)
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
    # What is one person's own case stays private, whatever a report comes to.
    if need.hidden_at is None or need.personal_at is not None:
        return

    record(need, "need.restored", actor=actor, now=now)
    with kept_in_step(need):
        need.hidden_at = None
    announce(NeedRestored(need_id=need.id, actor_id=actor.person_id, at=now))
