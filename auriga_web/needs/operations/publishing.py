"""Making a need public, whoever decides it."""

from datetime import datetime

from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.access import Actor, Role
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.needs import rules
from auriga_web.needs.events import NeedPublished
from auriga_web.needs.models import Need, NeedState
from auriga_web.needs.operations.changing import change_state, kept_in_step, record, subject


def publish(need: Need, *, actor: Actor, now: datetime) -> None:
    """Let everybody read a need, and begin to count the days to its first answer."""
    due_at = now + rules.ANSWER_WITHIN
    record(need, "need.published", actor=actor, now=now)
    with kept_in_step(need):
        need.published_at = now
        need.answer_due_at = due_at
        change_state(need, NeedState.PUBLISHED, now=now)
    chain.add_stop(
        subject=subject(need),
        stop=StopKind.NEED,
        sentence=rules.N_("published: everybody can read it and join"),
        now=now,
    )
    duties.open_duty(
        kind="need.answer",
        subject=subject(need),
        role=Role.FACILITATOR,
        due_at=due_at,
        now=now,
        owner_id=need.owner_id,
    )
    announce(
        NeedPublished(
            need_id=need.id,
            actor_id=actor.person_id,
            at=now,
            author_id=need.author_id,
            comune_id=need.comune_id,
            service_area_id=need.service_area_id,
        )
    )
