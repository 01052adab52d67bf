"""What follows from a need: answers, work, a reasoned no, the stops of its thread."""

from collections import Counter
from datetime import date, datetime

from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core import markup
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.duties import queries as duty_queries
from auriga_web.needs import policies, rules
from auriga_web.needs.events import (
    NeedAnswered,
    NeedArchived,
    NeedMovedAlong,
    NeedNotPursued,
    NeedOwnerChanged,
    NeedTakenUp,
)
from auriga_web.needs.models import Answer, AnswerKind, Competence, CountKind, Need, NeedState
from auriga_web.needs.operations.changing import (
    change_state,
    kept_in_step,
    lock,
    record,
    subject,
)
from auriga_web.needs.operations.counting import add_to_counts


def answer_need(need: Need, *, kind: AnswerKind, body: str, actor: Actor, now: datetime) -> Answer:
    """Answer: a first answer says what happens next, a final one closes the matter.

    :raises NotAllowed: if the actor neither facilitates nor speaks for who was asked.
    :raises ReasonMissing: if the answer says nothing.
    """
    body = rules.check_reason(body)
    lock(need)
    authorise(policies.may_answer(actor, need))

    record(need, f"need.answered_{kind.value}", actor=actor, now=now)
    if kind is AnswerKind.FINAL:
        with kept_in_step(need):
            change_state(need, NeedState.ANSWERED, now=now)
            need.stop = StopKind.OUTCOME
        chain.add_stop(
            subject=subject(need),
            stop=StopKind.OUTCOME,
            sentence=rules.N_("it has its answer"),
            now=now,
        )
    return _give(need, kind=kind, body=body, actor=actor, now=now)


def decide_not_to_pursue(need: Need, *, reason: str, actor: Actor, now: datetime) -> Answer:
    """Say that it will not be pursued, and why: the thread ends with the reason.

    :raises ReasonMissing: if it does not say why.
    """
    reason = rules.check_reason(reason)
    lock(need)
    authorise(policies.may_decide_against(actor, need))

    record(need, "need.not_pursued", actor=actor, now=now)
    with kept_in_step(need):
        change_state(need, NeedState.NOT_PURSUED, now=now, reason=reason)
        need.stop = StopKind.NOT_PURSUED
    chain.add_stop(
        subject=subject(need),
        stop=StopKind.NOT_PURSUED,
        sentence=rules.N_("it does not go on for now: the answer says why"),
        now=now,
    )
    answer = _give(need, kind=AnswerKind.FINAL, body=reason, actor=actor, now=now)
    announce(NeedNotPursued(need_id=need.id, actor_id=actor.person_id, at=now))
    return answer


def take_up(need: Need, *, actor: Actor, now: datetime, cause: chain.Subject | None = None) -> None:
    """Begin work on a need. `cause` is what takes it up, such as `("initiative", 7)`."""
    authorise(policies.may_take_up(actor, need))
    lock(need)

    record(need, "need.taken_up", actor=actor, now=now)
    with kept_in_step(need):
        change_state(need, NeedState.TAKEN_UP, now=now)
        if need.stop is StopKind.NOT_PURSUED:
            need.stop = StopKind.NEED
    chain.add_stop(
        subject=subject(need),
        stop=need.stop,
        sentence=rules.N_("work on it has begun"),
        cause=cause,
        now=now,
    )
    announce(NeedTakenUp(need_id=need.id, actor_id=actor.person_id, at=now))


def archive_need(need: Need, *, actor: Actor, now: datetime) -> None:
    """Put away a need that has its answer: out of the lists, still at its address."""
    authorise(policies.may_archive(actor, need))
    lock(need)

    record(need, "need.archived", actor=actor, now=now)
    with kept_in_step(need):
        change_state(need, NeedState.ARCHIVED, now=now, reason=need.state_reason)
    announce(NeedArchived(need_id=need.id, actor_id=actor.person_id, at=now))


def assign_owner(need: Need, *, owner_id: int | None, actor: Actor, now: datetime) -> None:
    """Say who on the staff looks after a need, and so owes its answer."""
    authorise(policies.may_assign(actor, need))
    lock(need)

    record(need, "need.owner_assigned", actor=actor, now=now, owner_id=owner_id)
    need.owner_id = owner_id
    duty = duty_queries.find_duty("need.answer", subject(need))
    if duty is not None:
        duties.assign_duty(duty.id, owner_id=owner_id)
    announce(NeedOwnerChanged(need_id=need.id, actor_id=actor.person_id, at=now, owner_id=owner_id))


def address_to(need: Need, *, organisation_id: int | None, actor: Actor, now: datetime) -> None:
    """Say which institution is asked to answer; None: the consortium itself."""
    authorise(policies.may_assign(actor, need))
    lock(need)

    record(need, "need.addressed", actor=actor, now=now, organisation_id=organisation_id)
    need.addressee_id = organisation_id


def note_competence(
    need: Need, *, competence: Competence, sent_on: date | None, actor: Actor, now: datetime
) -> None:
    """Say whose task it is, and on which day it was sent to them if they are not here."""
    authorise(policies.may_assign(actor, need))
    lock(need)

    record(need, "need.competence_noted", actor=actor, now=now, competence=competence.value)
    need.competence = competence
    need.sent_on = sent_on


def move_along(
    need: Need,
    *,
    stop: StopKind,
    sentence: str,
    actor: Actor,
    now: datetime,
    values: dict[str, str] | None = None,
    cause: chain.Subject | None = None,
) -> None:
    """Write that a need has reached another stop of the thread, because of what is above it.

    For initiatives and votes: the stop is copied onto the need, so that lists show it.
    """
    authorise(policies.may_move_along(actor))
    lock(need)

    record(need, "need.moved_along", actor=actor, now=now, stop=stop.value)
    with kept_in_step(need):
        need.stop = stop
    chain.add_stop(
        subject=subject(need), stop=stop, sentence=sentence, now=now, values=values, cause=cause
    )
    announce(
        NeedMovedAlong(
            need_id=need.id,
            actor_id=actor.person_id,
            at=now,
            stop=stop.value,
            cause_kind=cause[0] if cause else None,
            cause_id=str(cause[1]) if cause else None,
        )
    )


def _give(need: Need, *, kind: AnswerKind, body: str, actor: Actor, now: datetime) -> Answer:
    assert actor.person_id is not None
    answer = Answer(
        need_id=need.id,
        kind=kind,
        verdict=need.state if kind is AnswerKind.FINAL else None,
        body=body,
        body_html=markup.render(body),
        author_id=actor.person_id,
        body_id=actor.body_id,
        given_at=now,
    )
    db.session.add(answer)
    if need.first_answered_at is None:
        need.first_answered_at = now
        in_time = rules.is_in_time(answered_at=now, due_at=need.answer_due_at)
        add_to_counts(Counter([(CountKind.ANSWER, 0, "in_time" if in_time else "late")]))
    db.session.flush()
    duties.settle_duty(kind="need.answer", subject=subject(need), now=now)
    announce(
        NeedAnswered(
            need_id=need.id,
            actor_id=actor.person_id,
            at=now,
            answer_id=answer.id,
            kind=kind.value,
        )
    )
    return answer
