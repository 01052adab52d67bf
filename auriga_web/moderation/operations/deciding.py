"""Deciding about a thing, saying why, and undoing exactly what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from auriga_web.audit.operations import record
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.discussion.operations.writing import FIRST_COMMENT
from auriga_web.duties import operations as duties
from auriga_web.duties.queries import find_duty
from auriga_web.moderation import policies, queries, rules
from auriga_web.moderation.events import Decided
from auriga_web.moderation.models import Decision, Ground, Origin, Report, Verdict
from auriga_web.moderation.operations import cases, telling
from auriga_web.moderation.operations.subjects import Subject, get_subject

REPORT_DUTY = queries.REPORT_DUTY
# What a decision does away with, and undoing it brings back.
_SETTLED = (REPORT_DUTY, queries.EDITED_DUTY, FIRST_COMMENT)


def decide(
    kind: str,
    subject_id: str,
    *,
    verdict: Verdict,
    actor: Actor,
    now: datetime,
    ground: Ground | None = None,
    rule: str = "",
    facts: str = "",
) -> Decision:
    """Decide about a thing and the reports on it; its author and those who reported are told.

    :raises NotAllowed: if the case waits for somebody else.
    :raises CannotDecide: if a restriction does not say why.
    """
    cases.lock_case(kind, subject_id)
    subject = get_subject(kind, subject_id)
    role = cases.who_decides(subject)
    authorise(
        policies.may_decide(actor, role=role, author_id=subject.author_id),
        _("This waits for the guarantor, because it is about the consortium.")
        if role is Role.GUARANTOR
        else _("Somebody else decides about what you wrote yourself."),
    )
    rules.check_reasons(verdict, ground=ground, rule=rule, facts=facts)
    has_reports = queries.has_open_reports(kind, subject_id)
    standing = queries.find_standing_restriction(kind, subject_id)

    effect = apply(subject, verdict, facts=facts, actor=actor, now=now)
    if standing is not None:
        # A second look takes the place of what stood: undoing it puts that back.
        standing.undone_at = now
        effect["instead_of"] = standing.id
    decision = write_decision(
        subject,
        verdict=verdict,
        ground=ground,
        rule=rule.strip(),
        facts=facts.strip(),
        origin=Origin.REPORT if has_reports else Origin.OWN_INITIATIVE,
        actor=actor,
        effect=effect,
        now=now,
    )
    settle_case(decision, now=now)
    if standing is not None and effect.get("restored"):
        telling.tell_author_of_return(standing, now=now)
    return decision


def undo_decision(decision: Decision, *, actor: Actor, now: datetime) -> None:
    """Take a decision back: what it changed is as before, and the case waits again.

    :raises NotAllowed: if the actor does not decide on such things.
    :raises CannotDecide: if it was undone already.
    """
    cases.lock_case(decision.subject_kind, decision.subject_id)
    subject = get_subject(decision.subject_kind, decision.subject_id)
    authorise(policies.may_undo(actor, decision, role=cases.who_decides(subject)))
    db.session.refresh(decision, with_for_update=True)
    if decision.undone_at is not None:
        raise rules.CannotDecide(_("This decision was already undone."))

    _revert(decision, subject, actor=actor, now=now)
    _reopen_reports(decision)
    for duty in _SETTLED:
        if duty in decision.effect.get("settled", []):
            duties.reopen_duty(kind=duty, subject=(subject.kind, subject.id))
    if decision.effect.get("hidden"):
        telling.tell_author_of_return(decision, now=now)


def lift(subject: Subject, *, actor: Actor, now: datetime) -> None:
    """Show a thing again, whatever decisions stood against it."""
    if subject.restore is not None:
        subject.restore(actor, now)
    standing = select(Decision).where(
        Decision.subject_kind == subject.kind,
        Decision.subject_id == subject.id,
        Decision.verdict == Verdict.HIDE,
        Decision.undone_at.is_(None),
    )
    for decision in db.session.scalars(standing):
        decision.undone_at = now
    duties.settle_duty(kind=queries.EDITED_DUTY, subject=(subject.kind, subject.id), now=now)


def apply(
    subject: Subject, verdict: Verdict, *, facts: str, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Do what a verdict says and tell what that really changed.

    :raises CannotDecide: if the thing cannot be sent back.
    """
    if verdict is Verdict.HIDE:
        if subject.hide is None:
            raise rules.CannotDecide(_("This cannot be hidden. Talk to who is responsible for it."))
        return {"hidden": subject.hide(actor, now)}
    if verdict is Verdict.RETURN:
        if subject.send_back is None:
            raise rules.CannotDecide(_("This cannot be sent back: hide it, or leave it."))
        subject.send_back(facts, actor, now)
        return {}
    return {"restored": subject.restore is not None and subject.restore(actor, now)}


def write_decision(
    subject: Subject,
    *,
    verdict: Verdict,
    ground: Ground | None,
    rule: str,
    facts: str,
    origin: Origin,
    actor: Actor,
    effect: dict[str, Any],
    now: datetime,
) -> Decision:
    """Keep a decision, and tell the author of a restriction why."""
    decision = Decision(
        subject_kind=subject.kind,
        subject_id=subject.id,
        author_id=subject.author_id,
        verdict=verdict,
        ground=ground,
        rule=rule,
        facts=facts,
        origin=origin,
        decided_by_id=actor.person_id,
        decided_at=now,
        effect=effect,
    )
    db.session.add(decision)
    db.session.flush()
    record(
        actor,
        "decision.taken",
        subject_kind=subject.kind,
        subject_id=subject.id,
        now=now,
        details={"decision": decision.id, "verdict": verdict.value},
    )
    reporter_ids = db.session.scalars(
        select(Report.reporter_id)
        .where(Report.subject_kind == subject.kind, Report.subject_id == subject.id)
        .where(Report.decision_id.is_(None), Report.reporter_id.is_not(None))
    ).all()
    announce(
        Decided(
            decision_id=decision.id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            verdict=verdict.value,
            author_id=subject.author_id,
            reporter_ids=tuple(one for one in reporter_ids if one is not None),
        )
    )
    if decision.is_restriction:
        telling.tell_author(decision, now=now)
    return decision


def settle_case(decision: Decision, *, now: datetime) -> None:
    """Let the open reports have their answer, and their duty be done."""
    subject = (decision.subject_kind, decision.subject_id)
    settled = []
    for kind in _SETTLED:
        duty = find_duty(kind, subject)
        # A first comment that stays waits on, to be let out; one that is hidden does not.
        is_over = kind != FIRST_COMMENT or decision.is_restriction
        if duty is not None and duty.done_at is None and is_over:
            duties.settle_duty(kind=kind, subject=subject, now=now)
            settled.append(kind)
    decision.effect = {**decision.effect, "settled": settled}
    reports = db.session.scalars(
        update(Report)
        .where(Report.subject_kind == subject[0], Report.subject_id == subject[1])
        .where(Report.decision_id.is_(None))
        .values(decision_id=decision.id)
        .returning(Report)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).all()
    telling.tell_reporters(decision, reports, now=now)


def _revert(decision: Decision, subject: Subject, *, actor: Actor, now: datetime) -> None:
    decision.undone_at = now
    if decision.effect.get("hidden") and subject.restore is not None:
        subject.restore(actor, now)
        duties.settle_duty(kind=queries.EDITED_DUTY, subject=(subject.kind, subject.id), now=now)
    if decision.effect.get("restored") and subject.hide is not None:
        subject.hide(actor, now)
    if "instead_of" in decision.effect:
        db.session.get_one(Decision, decision.effect["instead_of"]).undone_at = None
    record(
        actor,
        "decision.undone",
        subject_kind=subject.kind,
        subject_id=subject.id,
        now=now,
        details={"decision": decision.id},
    )


def _reopen_reports(decision: Decision) -> None:
    newer = aliased(Report)
    has_newer = exists(
        select(newer.id).where(
            newer.subject_kind == Report.subject_kind,
            newer.subject_id == Report.subject_id,
            newer.reporter_id == Report.reporter_id,
            newer.decision_id.is_(None),
        )
    )
    db.session.execute(
        update(Report)
        .where(Report.decision_id == decision.id, ~has_newer)
        .values(decision_id=None)
        .execution_options(synchronize_session="fetch")
    )
