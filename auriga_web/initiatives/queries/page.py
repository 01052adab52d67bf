"""One initiative with all that its page shows."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.initiatives.models import (
    CostLine,
    Initiative,
    InitiativeNeed,
    InitiativeVersion,
    Milestone,
    Partner,
)
from auriga_web.initiatives.policies import readable_by
from auriga_web.organisations.models import Organisation, OrganisationKind, OrganisationState
from auriga_web.services.models import ServiceArea
from auriga_web.territories.models import Territory


class InitiativePage(NamedTuple):
    """An initiative with its present text, who stands behind it, and where."""

    initiative: Initiative
    version: InitiativeVersion
    author_name: str | None
    promoter_name: str | None
    runner_name: str | None
    runner_kind: OrganisationKind | None
    territory: Territory
    area: ServiceArea


class ListedPartner(NamedTuple):
    """A body that takes part, with what it is."""

    id: int
    organisation_id: int
    name: str
    kind: OrganisationKind
    role: str
    contribution: str


class ShownCost(NamedTuple):
    """A line of the costs, with the name of who brings part of it."""

    id: int
    label: str
    asked_cents: int
    brought_cents: int
    partner_id: int | None
    partner_name: str | None


_promoter = aliased(Organisation, name="promoter")
_runner = aliased(Organisation, name="runner")


def get_initiative(initiative_id: int, *, reader: Actor) -> Initiative:
    """Return an initiative that `reader` may see.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Initiative).where(Initiative.id == initiative_id, readable_by(reader))
    ).one()


def get_initiative_page(initiative_id: int, *, reader: Actor) -> InitiativePage:
    """Return an initiative with what its page says first, in one statement.

    :raises NoResultFound: if `reader` may see none with this id.
    """
    row = db.session.execute(
        select(
            Initiative,
            InitiativeVersion,
            Person.name,
            Person.is_name_public,
            _promoter.name,
            _runner.name,
            _runner.kind,
            Territory,
            ServiceArea,
        )
        .join(
            InitiativeVersion,
            (InitiativeVersion.initiative_id == Initiative.id)
            & (InitiativeVersion.number == Initiative.version_no),
        )
        .join(Person, Person.id == Initiative.author_id)
        .join(Territory, Territory.id == Initiative.territory_id)
        .join(ServiceArea, ServiceArea.id == Initiative.area_id)
        .join(_promoter, _promoter.id == Initiative.promoter_id, isouter=True)
        .join(_runner, _runner.id == Initiative.runner_id, isouter=True)
        .where(Initiative.id == initiative_id, readable_by(reader))
    ).one()
    initiative, version, name, is_public, promoter, runner, runner_kind, territory, area = row
    return InitiativePage(
        initiative=initiative,
        version=version,
        author_name=name if is_public and not area.is_sensitive else None,
        promoter_name=promoter,
        runner_name=runner,
        runner_kind=runner_kind,
        territory=territory,
        area=area,
    )


def list_partners(initiative_id: int) -> Sequence[ListedPartner]:
    """Return the bodies that take part, in the order in which they joined."""
    rows = db.session.execute(
        select(
            Partner.id,
            Partner.organisation_id,
            Organisation.name,
            Organisation.kind,
            Partner.role,
            Partner.contribution,
        )
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .where(Partner.initiative_id == initiative_id)
        .order_by(Partner.added_at, Partner.id)
    )
    return [ListedPartner(*row) for row in rows]


def list_partner_ids(initiative_id: int) -> Sequence[int]:
    """Return the ids of the bodies that take part."""
    return db.session.scalars(
        select(Partner.organisation_id)
        .where(Partner.initiative_id == initiative_id)
        .order_by(Partner.organisation_id)
    ).all()


def list_costs(initiative_id: int) -> Sequence[ShownCost]:
    """Return the lines of the estimate in their order."""
    rows = db.session.execute(
        select(
            CostLine.id,
            CostLine.label,
            CostLine.asked_cents,
            CostLine.brought_cents,
            CostLine.partner_id,
            Organisation.name,
        )
        .join(Partner, Partner.id == CostLine.partner_id, isouter=True)
        .join(Organisation, Organisation.id == Partner.organisation_id, isouter=True)
        .where(CostLine.initiative_id == initiative_id)
        .order_by(CostLine.position, CostLine.id)
    )
    return [ShownCost(*row) for row in rows]


def list_milestones(initiative_id: int) -> Sequence[Milestone]:
    """Return the milestones by their day."""
    return db.session.scalars(
        select(Milestone)
        .where(Milestone.initiative_id == initiative_id)
        .order_by(Milestone.due_on, Milestone.id)
    ).all()


def list_need_ids(initiative_id: int) -> Sequence[int]:
    """Return the ids of the needs that an initiative answers, whoever may see them."""
    return db.session.scalars(
        select(InitiativeNeed.need_id)
        .where(InitiativeNeed.initiative_id == initiative_id)
        .order_by(InitiativeNeed.need_id)
    ).all()


def list_organisations() -> Sequence[tuple[int, str, OrganisationKind]]:
    """Return the verified bodies that could take part, by name."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name, Organisation.kind)
        .where(Organisation.state == OrganisationState.VERIFIED)
        .order_by(Organisation.name, Organisation.id)
    )
    return [(row.id, row.name, row.kind) for row in rows]


def find_initiative(initiative_id: int | str) -> Initiative | None:
    """Return an initiative, whoever may see it; None if there is none."""
    key = str(initiative_id)
    return db.session.get(Initiative, int(key)) if key.isdecimal() else None


def list_by_ids(initiative_ids: Sequence[str]) -> Sequence[Initiative]:
    """Return initiatives, whoever may see them, in one statement."""
    ids = [int(key) for key in initiative_ids if key.isdecimal()]
    return db.session.scalars(select(Initiative).where(Initiative.id.in_(ids))).all()


def is_sensitive(initiative_id: int) -> bool:
    """Tell whether an initiative is in an area where being named can harm.

    Costs no statement on a page that has already loaded both.
    """
    initiative = db.session.get(Initiative, initiative_id)
    area = db.session.get(ServiceArea, initiative.area_id) if initiative else None
    return area is not None and area.is_sensitive


def get_milestone(initiative_id: int, milestone_id: int) -> Milestone:
    """Return a milestone of this initiative.

    :raises NoResultFound: if it has none with this id.
    """
    return db.session.scalars(
        select(Milestone).where(
            Milestone.id == milestone_id, Milestone.initiative_id == initiative_id
        )
    ).one()
