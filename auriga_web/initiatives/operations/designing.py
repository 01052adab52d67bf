"""Partners, costs, who would run it, and milestones."""

from datetime import date, datetime

from sqlalchemy import delete, func, select

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.initiatives import policies, rules
from auriga_web.initiatives.events import InitiativePartnerAdded
from auriga_web.initiatives.models import CostLine, Initiative, Milestone, Partner
from auriga_web.initiatives.operations.locking import lock
from auriga_web.organisations.models import Organisation, OrganisationState


def set_runner(
    initiative: Initiative, *, organisation_id: int | None, actor: Actor, now: datetime
) -> None:
    """Say which cooperative would run it, or that nobody knows yet.

    :raises CannotMove: if the text is frozen.
    """
    _check_may_design(initiative, actor)
    if organisation_id is not None:
        _check_is_verified(organisation_id)

    initiative.runner_id = organisation_id
    db.session.flush()
    _record(initiative, "initiative.runner_set", actor, now, organisation=organisation_id)


def add_partner(
    initiative: Initiative,
    *,
    organisation_id: int,
    role: str,
    contribution: str,
    actor: Actor,
    now: datetime,
) -> Partner:
    """Add a body that takes part; adding it again changes what it brings.

    :raises CannotMove: if the text is frozen or the body is not verified.
    """
    _check_may_design(initiative, actor)
    _check_is_verified(organisation_id)

    partner = db.session.scalars(
        select(Partner).where(
            Partner.initiative_id == initiative.id, Partner.organisation_id == organisation_id
        )
    ).one_or_none()
    is_new = partner is None
    if partner is None:
        partner = Partner(
            initiative_id=initiative.id, organisation_id=organisation_id, added_at=now
        )
        db.session.add(partner)
    partner.role, partner.contribution = role.strip(), contribution.strip()
    db.session.flush()
    _record(initiative, "initiative.partner_set", actor, now, organisation=organisation_id)

    if is_new:
        announce(
            InitiativePartnerAdded(
                initiative_id=initiative.id,
                organisation_id=organisation_id,
                person_id=actor.person_id,
                at=now,
            )
        )
    return partner


def drop_partner(initiative: Initiative, partner_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a body away that brings nothing in the costs.

    :raises CannotMove: if the text is frozen, or a cost line counts on it.
    """
    _check_may_design(initiative, actor)
    counted_on = db.session.scalar(
        select(CostLine.id).where(CostLine.partner_id == partner_id).limit(1)
    )
    if counted_on is not None:
        raise rules.CannotMove(_("A line of the costs counts on this partner: change it first."))

    db.session.execute(
        delete(Partner).where(Partner.id == partner_id, Partner.initiative_id == initiative.id)
    )
    _record(initiative, "initiative.partner_dropped", actor, now, partner=partner_id)


def add_cost(
    initiative: Initiative,
    *,
    label: str,
    asked_cents: int,
    brought_cents: int,
    partner_id: int | None,
    actor: Actor,
    now: datetime,
) -> CostLine:
    """Add a line to the estimate.

    :raises CannotMove: if the text is frozen.
    :raises WrongFigures: if the line does not add up.
    """
    _check_may_design(initiative, actor)
    partner_id = partner_id if brought_cents else None
    if partner_id is not None:
        _get_partner(initiative, partner_id)
    rules.check_cost(asked_cents=asked_cents, brought_cents=brought_cents, partner_id=partner_id)

    last = db.session.scalar(
        select(func.max(CostLine.position)).where(CostLine.initiative_id == initiative.id)
    )
    line = CostLine(
        initiative_id=initiative.id,
        label=" ".join(label.split()),
        asked_cents=asked_cents,
        brought_cents=brought_cents,
        partner_id=partner_id,
        position=(last or 0) + 1,
    )
    db.session.add(line)
    db.session.flush()
    _record(initiative, "initiative.cost_added", actor, now, line=line.id)
    return line


def drop_cost(initiative: Initiative, line_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a line out of the estimate.

    :raises CannotMove: if the text is frozen.
    """
    _check_may_design(initiative, actor)

    db.session.execute(
        delete(CostLine).where(CostLine.id == line_id, CostLine.initiative_id == initiative.id)
    )
    _record(initiative, "initiative.cost_dropped", actor, now, line=line_id)


def add_milestone(
    initiative: Initiative, *, title: str, due_on: date, actor: Actor, now: datetime
) -> Milestone:
    """Say what will be done by a day.

    :raises CannotMove: if the vote is being prepared or held, or the work is over.
    """
    authorise(policies.may_arrange(actor, initiative))
    rules.check_design_is_open(initiative.state, milestones=True)

    milestone = Milestone(initiative_id=initiative.id, title=" ".join(title.split()), due_on=due_on)
    db.session.add(milestone)
    db.session.flush()
    _record(initiative, "initiative.milestone_set", actor, now, milestone=milestone.id)
    return milestone


def drop_milestone(
    initiative: Initiative, milestone_id: int, *, actor: Actor, now: datetime
) -> None:
    """Take away a milestone that was not reached.

    :raises CannotMove: if the vote is being prepared or held, or the work is over.
    """
    authorise(policies.may_arrange(actor, initiative))
    rules.check_design_is_open(initiative.state, milestones=True)

    db.session.execute(
        delete(Milestone).where(
            Milestone.id == milestone_id,
            Milestone.initiative_id == initiative.id,
            Milestone.done_at.is_(None),
        )
    )
    _record(initiative, "initiative.milestone_dropped", actor, now, milestone=milestone_id)


def _check_may_design(initiative: Initiative, actor: Actor) -> None:
    authorise(policies.may_arrange(actor, initiative))
    lock(initiative)
    rules.check_design_is_open(initiative.state)


def _check_is_verified(organisation_id: int) -> None:
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None or organisation.state is not OrganisationState.VERIFIED:
        raise rules.CannotMove(_("Only a verified organisation can take part."))


def _get_partner(initiative: Initiative, partner_id: int) -> Partner:
    return db.session.scalars(
        select(Partner).where(Partner.id == partner_id, Partner.initiative_id == initiative.id)
    ).one()


def _record(
    initiative: Initiative, action: str, actor: Actor, now: datetime, **details: int | None
) -> None:
    audit.record(
        actor,
        action,
        subject_kind="initiative",
        subject_id=initiative.id,
        now=now,
        details=details,
    )
