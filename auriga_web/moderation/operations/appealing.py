"""Asking for a second look, and giving it."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts.queries import list_roles
from auriga_web.audit.operations import record
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.duties import operations as duties
from auriga_web.duties.queries import find_duty
from auriga_web.duties.rules import working_days_later
from auriga_web.moderation import policies, rules
from auriga_web.moderation.events import AppealDecided, Appealed
from auriga_web.moderation.models import (
    Appeal,
    Decision,
    Ground,
    Origin,
    Outcome,
    Report,
    Verdict,
)
from auriga_web.moderation.operations import cases, telling
from auriga_web.moderation.operations.deciding import apply, lift, write_decision
from auriga_web.moderation.operations.subjects import get_subject

APPEAL_DUTY = "moderation.appeal"


def appeal(
    decision: Decision,
    *,
    actor: Actor,
    text: str,
    now: datetime,
    report: Report | None = None,
) -> Appeal:
    """Ask that another person looks at a decision; `report` is given by who reported the thing.

    :raises NotAllowed: if the decision is not about the actor, or was undone.
    :raises CannotAppeal: if it is too late, says nothing, or was done already.
    """
    has_receipt = report is not None and report.decision_id == decision.id
    authorise(policies.may_appeal(actor, decision, has_receipt=has_receipt))
    text = rules.check_appeal(text, decided_at=decision.decided_at, now=now)
    key = report.receipt if report is not None and not decision.is_restriction else "author"

    insert = postgresql.insert if is_postgresql() else sqlite.insert
    written = db.session.scalars(
        insert(Appeal)
        .values(
            decision_id=decision.id,
            first_decider_id=decision.decided_by_id,
            appellant_id=actor.person_id,
            appellant_key=key,
            text=text,
            reasons="",
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["decision_id", "appellant_key"])
        .returning(Appeal)
    ).one_or_none()
    if written is None:
        raise rules.CannotAppeal(_("You have already appealed this decision: it is being read."))
    duties.open_duty(
        kind=APPEAL_DUTY,
        subject=("appeal", written.id),
        role=_who_looks_again(decision),
        due_at=working_days_later(now, rules.DAYS_TO_DECIDE_AN_APPEAL),
        harm=1,
        now=now,
    )
    record(actor, "appeal.made", subject_kind="appeal", subject_id=written.id, now=now)
    announce(Appealed(appeal_id=written.id, decision_id=decision.id, appellant_id=actor.person_id))
    return written


def decide_appeal(
    appeal: Appeal,
    *,
    outcome: Outcome,
    reasons: str,
    actor: Actor,
    now: datetime,
    rule: str = "",
) -> None:
    """Confirm a decision or reverse it; the database refuses who decided first.

    :raises NotAllowed: if the actor decided first, or the appeal waits for somebody else.
    :raises CannotDecide: if it was decided already, or does not say why.
    """
    decision = appeal.decision
    duty = find_duty(APPEAL_DUTY, ("appeal", appeal.id))
    role = Role(duty.role) if duty is not None else Role.GUARANTOR
    authorise(
        policies.may_decide_appeal(actor, appeal, role=role),
        _("An appeal is decided by another person than who decided first."),
    )
    cases.lock_case(decision.subject_kind, decision.subject_id)
    db.session.refresh(appeal, ["outcome"], with_for_update=True)
    if appeal.outcome is not None:
        raise rules.CannotDecide(_("This appeal was already decided."))
    if not reasons.strip():
        raise rules.CannotDecide(_("Say why: who appealed reads it."))

    if outcome is Outcome.REVERSED:
        _reverse(decision, rule=rule, reasons=reasons, actor=actor, now=now)
    appeal.outcome = outcome
    appeal.reasons = reasons.strip()
    appeal.decided_by_id = actor.person_id
    appeal.decided_at = now
    db.session.flush()
    duties.settle_duty(kind=APPEAL_DUTY, subject=("appeal", appeal.id), now=now)
    record(
        actor,
        "appeal.decided",
        subject_kind="appeal",
        subject_id=appeal.id,
        now=now,
        details={"outcome": outcome.value},
    )
    telling.tell_appellant(appeal, decision, now=now)
    announce(
        AppealDecided(
            appeal_id=appeal.id,
            decision_id=decision.id,
            outcome=outcome.value,
            appellant_id=appeal.appellant_id,
            author_id=decision.author_id,
        )
    )


def _reverse(decision: Decision, *, rule: str, reasons: str, actor: Actor, now: datetime) -> None:
    subject = get_subject(decision.subject_kind, decision.subject_id)
    if decision.is_restriction:
        lift(subject, actor=actor, now=now)
        telling.tell_author_of_return(decision, now=now)
        return
    rules.check_reasons(Verdict.HIDE, ground=Ground.RULES, rule=rule, facts=reasons)
    decision.undone_at = now
    write_decision(
        subject,
        verdict=Verdict.HIDE,
        ground=Ground.RULES,
        rule=rule.strip(),
        facts=reasons.strip(),
        origin=Origin.APPEAL,
        actor=actor,
        effect=apply(subject, Verdict.HIDE, facts=reasons, actor=actor, now=now),
        now=now,
    )


def _who_looks_again(decision: Decision) -> Role:
    """The guarantor, unless it was they who decided: then a moderator."""
    first = decision.decided_by_id
    was_guarantor = first is not None and Role.GUARANTOR in list_roles(first)
    return Role.MODERATOR if was_guarantor else Role.GUARANTOR
