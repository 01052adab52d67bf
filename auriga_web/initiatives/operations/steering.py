"""Leading an initiative along: the work together, the frozen text, the work, the end."""

from datetime import datetime, timedelta

from sqlalchemy import update

from auriga_web.audit import operations as audit
from auriga_web.core import markup
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.duties import operations as duties
from auriga_web.initiatives import policies, queries, rules
from auriga_web.initiatives.events import (
    InitiativeConcluded,
    InitiativeFrozen,
    InitiativeNotPursued,
    MilestoneDone,
)
from auriga_web.initiatives.models import (
    Initiative,
    InitiativeState,
    InitiativeVersion,
    Milestone,
)
from auriga_web.initiatives.operations.locking import lock
from auriga_web.initiatives.operations.moving import move
from auriga_web.organisations.models import Organisation

# After the work is over, by when its evaluation is written.
EVALUATION_DUE = timedelta(days=180)


def explore(initiative: Initiative, *, actor: Actor, now: datetime) -> None:
    """Take up an idea: find out what it takes and who is in."""
    authorise(policies.may_steer(actor))
    move(initiative, InitiativeState.EXPLORATION, actor=actor, now=now)
    _settle("initiative.reading", initiative, now=now)


def write_together(initiative: Initiative, *, actor: Actor, now: datetime) -> None:
    """Open the text to the bodies that take part; also after a vote that asks to revise it."""
    authorise(policies.may_steer(actor))
    move(initiative, InitiativeState.CO_DESIGN, actor=actor, now=now)
    _settle("initiative.revision", initiative, now=now)


def freeze(initiative: Initiative, *, actor: Actor, now: datetime) -> InitiativeVersion:
    """Make the present text definitive, and hash it: this is what people will vote on.

    :raises CannotMove: if it is not being written together.
    :raises CannotAmend: if a proposed change still waits for an answer.
    """
    authorise(policies.may_steer(actor))
    lock(initiative)
    rules.check_all_decided(initiative.open_amendment_count)
    rules.check_move(initiative.state, InitiativeState.FROZEN)
    version = queries.get_version(initiative.id, initiative.version_no)
    if version.is_frozen:
        # The text of an earlier vote cannot be frozen twice: it gets a number of its own.
        version = _written_again(initiative, version, actor=actor, now=now)

    costs = [
        rules.FrozenCost(c.label, c.asked_cents, c.brought_cents, c.partner_name or "")
        for c in queries.load_parts(initiative.id).costs
    ]
    runner = (
        db.session.get_one(Organisation, initiative.runner_id) if initiative.runner_id else None
    )
    text = rules.frozen_text(
        initiative_id=initiative.id,
        number=version.number,
        title=version.title,
        summary=version.summary,
        body=version.body,
        runner=runner.name if runner else "",
        costs=costs,
    )
    version.frozen_text = text
    version.frozen_sha256 = rules.sha256_of(text)
    version.frozen_at = now
    version.frozen_cost_cents = rules.totals(costs).to_cover_cents
    db.session.flush()
    move(
        initiative,
        InitiativeState.FROZEN,
        actor=actor,
        now=now,
        frozen_version_no=version.number,
    )

    announce(
        InitiativeFrozen(
            initiative_id=initiative.id,
            version_no=version.number,
            sha256=version.frozen_sha256,
            person_id=actor.person_id,
            at=now,
        )
    )
    return version


def unfreeze(initiative: Initiative, *, reason: str, actor: Actor, now: datetime) -> None:
    """Go back to writing together before anybody has voted; the frozen text stays as it is.

    :raises CannotMove: if it is not frozen, or no reason is given.
    """
    authorise(policies.may_steer(actor))
    rules.check_reason(reason)
    if initiative.state is not InitiativeState.FROZEN:
        raise rules.CannotMove(_("Only a text that waits for its vote can be opened again."))
    move(initiative, InitiativeState.CO_DESIGN, actor=actor, now=now, reason=reason.strip())


def not_pursue(initiative: Initiative, *, reason: str, actor: Actor, now: datetime) -> None:
    """Say "not for now", and why, in public: a motivated "no" is an outcome too.

    :raises CannotMove: if no reason is given, or the vote is open or the work has begun.
    """
    authorise(policies.may_steer(actor))
    rules.check_reason(reason)
    if initiative.state is InitiativeState.IN_VOTE:
        raise rules.CannotMove(_("While people vote only the vote decides."))
    move(initiative, InitiativeState.REJECTED, actor=actor, now=now, reason=reason.strip())
    for kind in ("reading", "revision", "start"):
        _settle(f"initiative.{kind}", initiative, now=now)

    announce(
        InitiativeNotPursued(
            initiative_id=initiative.id,
            need_ids=tuple(queries.list_need_ids(initiative.id)),
            person_id=actor.person_id,
            at=now,
        )
    )


def start_work(initiative: Initiative, *, actor: Actor, now: datetime) -> None:
    """Begin the work that the vote approved."""
    authorise(policies.may_steer(actor))
    move(initiative, InitiativeState.IN_PROGRESS, actor=actor, now=now)
    _settle("initiative.start", initiative, now=now)


def reach_milestone(
    initiative: Initiative, milestone: Milestone, *, note: str, actor: Actor, now: datetime
) -> None:
    """Say that a milestone is done; saying it twice changes nothing.

    :raises CannotMove: if the work has not begun, or is over.
    """
    authorise(policies.may_report_on_work(actor, initiative))
    if initiative.state is not InitiativeState.IN_PROGRESS:
        raise rules.CannotMove(_("Milestones are reached while the work is under way."))
    done = db.session.scalars(
        update(Milestone)
        .where(Milestone.id == milestone.id, Milestone.done_at.is_(None))
        .values(done_at=now, note=note.strip())
        .execution_options(synchronize_session=False)
        .returning(Milestone.id)
    ).one_or_none()
    db.session.refresh(milestone)
    if done is None:
        return
    audit.record(
        actor,
        "initiative.milestone_done",
        subject_kind="initiative",
        subject_id=initiative.id,
        now=now,
        details={"milestone": milestone.id},
    )

    announce(
        MilestoneDone(
            initiative_id=initiative.id,
            milestone_id=milestone.id,
            person_id=actor.person_id,
            at=now,
        )
    )


def conclude(initiative: Initiative, *, outcome: str, actor: Actor, now: datetime) -> None:
    """End the work and say what came of it; the needs it answers are answered with it.

    :raises CannotMove: if the work is not under way, or the outcome says too little.
    """
    authorise(policies.may_steer(actor))
    rules.check_reason(outcome)
    outcome_html = str(markup.render(outcome))
    move(
        initiative,
        InitiativeState.CONCLUDED,
        actor=actor,
        now=now,
        outcome=outcome.strip(),
        outcome_html=outcome_html,
    )
    duties.open_duty(
        kind="initiative.evaluation",
        subject=("initiative", initiative.id),
        role=Role.FACILITATOR,
        due_at=now + EVALUATION_DUE,
        now=now,
    )

    announce(
        InitiativeConcluded(
            initiative_id=initiative.id,
            need_ids=tuple(queries.list_need_ids(initiative.id)),
            person_id=actor.person_id,
            at=now,
        )
    )


def evaluate(initiative: Initiative, *, evaluation: str, actor: Actor, now: datetime) -> None:
    """Write what was learned, some time after the end.

    :raises CannotMove: if the work is not over, or the evaluation says too little.
    """
    authorise(policies.may_steer(actor))
    rules.check_reason(evaluation)
    evaluation_html = str(markup.render(evaluation))
    move(
        initiative,
        InitiativeState.EVALUATED,
        actor=actor,
        now=now,
        evaluation=evaluation.strip(),
        evaluation_html=evaluation_html,
    )
    _settle("initiative.evaluation", initiative, now=now)


def _written_again(
    initiative: Initiative, version: InitiativeVersion, *, actor: Actor, now: datetime
) -> InitiativeVersion:
    assert actor.person_id is not None
    again = InitiativeVersion(
        initiative_id=initiative.id,
        number=version.number + 1,
        title=version.title,
        summary=version.summary,
        body=version.body,
        body_html=version.body_html,
        author_id=actor.person_id,
        author_place=version.author_place,
        body_id=actor.body_id,
        at=now,
    )
    initiative.version_no = again.number
    db.session.add(again)
    db.session.flush()
    return again


def _settle(kind: str, initiative: Initiative, *, now: datetime) -> None:
    duties.settle_duty(kind=kind, subject=("initiative", initiative.id), now=now)
