"""One initiative with all that its page shows."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.core.strange_input import is_id
from auriga_web.initiatives.models import (
    Initiative,
    InitiativeNeed,
    InitiativeVersion,
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
    return db.session.get(Initiative, int(key)) if is_id(key) else None


def list_by_ids(initiative_ids: Sequence[str]) -> Sequence[Initiative]:
    """Return initiatives, whoever may see them, in one statement."""
    ids = [int(key) for key in initiative_ids if is_id(key)]
    return db.session.scalars(select(Initiative).where(Initiative.id.in_(ids))).all()


def is_sensitive(initiative_id: int) -> bool:
    """Tell whether an initiative is in an area where being named can harm.

    Costs no statement on a page that has already loaded both.
    """
    initiative = db.session.get(Initiative, initiative_id)
    area = db.session.get(ServiceArea, initiative.area_id) if initiative else None
    return area is not None and area.is_sensitive
