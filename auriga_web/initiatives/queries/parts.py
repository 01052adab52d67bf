"""Partners, costs and milestones of an initiative: each by itself, or all in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, Row, String, cast, literal, null, select, union_all

from auriga_web.core.database import UTCDateTime, db
from auriga_web.initiatives.models import CostLine, Milestone, Partner
from auriga_web.organisations.models import Organisation, OrganisationKind


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


class ShownMilestone(NamedTuple):
    """Something that will be done, or was."""

    id: int
    title: str
    due_on: date
    done_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What hangs on an initiative, each in its order."""

    partners: Sequence[ListedPartner]
    costs: Sequence[ShownCost]
    milestones: Sequence[ShownMilestone]


def load_parts(initiative_id: int) -> Parts:
    """Return what hangs on an initiative, in one statement."""
    rows = db.session.execute(
        union_all(_partners(initiative_id), _costs(initiative_id), _milestones(initiative_id))
    ).all()
    return Parts(
        partners=[_partner(row) for row in _sorted(rows, "partner")],
        costs=[_cost(row) for row in _sorted(rows, "cost")],
        milestones=[_milestone(row) for row in _sorted(rows, "milestone")],
    )


def list_partner_ids(initiative_id: int) -> Sequence[int]:
    """Return the ids of the bodies that take part."""
    return db.session.scalars(
        select(Partner.organisation_id)
        .where(Partner.initiative_id == initiative_id)
        .order_by(Partner.organisation_id)
    ).all()


def list_milestones(initiative_id: int) -> Sequence[Milestone]:
    """Return the milestones by their day, to change them."""
    return db.session.scalars(
        select(Milestone)
        .where(Milestone.initiative_id == initiative_id)
        .order_by(Milestone.due_on, Milestone.id)
    ).all()


def get_milestone(initiative_id: int, milestone_id: int) -> Milestone:
    """Return a milestone of this initiative.

    :raises NoResultFound: if it has none with this id.
    """
    return db.session.scalars(
        select(Milestone).where(
            Milestone.id == milestone_id, Milestone.initiative_id == initiative_id
        )
    ).one()


_NO_NUMBER, _NO_TEXT = cast(null(), Integer), cast(null(), String)
_NO_DAY, _NO_TIME = cast(null(), Date), cast(null(), UTCDateTime())


def _partners(initiative_id: int) -> Any:
    return (
        select(
            literal("partner").label("part"),
            Partner.id.label("id"),
            Partner.organisation_id.label("number"),
            _NO_NUMBER.label("asked"),
            _NO_NUMBER.label("brought"),
            _NO_NUMBER.label("position"),
            cast(Partner.role, String).label("text"),
            cast(Partner.contribution, String).label("more"),
            Organisation.name.label("name"),
            cast(Organisation.kind, String).label("kind"),
            _NO_DAY.label("day"),
            Partner.added_at.label("at"),
        )
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .where(Partner.initiative_id == initiative_id)
    )


def _costs(initiative_id: int) -> Any:
    return (
        select(
            literal("cost"),
            CostLine.id,
            CostLine.partner_id,
            CostLine.asked_cents,
            CostLine.brought_cents,
            CostLine.position,
            cast(CostLine.label, String),
            _NO_TEXT,
            Organisation.name,
            _NO_TEXT,
            _NO_DAY,
            _NO_TIME,
        )
        .join(Partner, Partner.id == CostLine.partner_id, isouter=True)
        .join(Organisation, Organisation.id == Partner.organisation_id, isouter=True)
        .where(CostLine.initiative_id == initiative_id)
    )


def _milestones(initiative_id: int) -> Any:
    return select(
        literal("milestone"),
        Milestone.id,
        _NO_NUMBER,
        _NO_NUMBER,
        _NO_NUMBER,
        _NO_NUMBER,
        cast(Milestone.title, String),
        cast(Milestone.note, String),
        _NO_TEXT,
        _NO_TEXT,
        Milestone.due_on,
        Milestone.done_at,
    ).where(Milestone.initiative_id == initiative_id)


def _sorted(rows: Sequence[Row[Any]], part: str) -> list[Row[Any]]:
    keys = {
        "partner": lambda row: (row.at, row.id),
        "cost": lambda row: (row.position, row.id),
        "milestone": lambda row: (row.day, row.id),
    }
    return sorted((row for row in rows if row.part == part), key=keys[part])


def _partner(row: Row[Any]) -> ListedPartner:
    kind = OrganisationKind(row.kind)
    return ListedPartner(row.id, row.number, row.name, kind, row.text, row.more)


def _cost(row: Row[Any]) -> ShownCost:
    return ShownCost(row.id, row.text, row.asked, row.brought, row.number, row.name)


def _milestone(row: Row[Any]) -> ShownMilestone:
    return ShownMilestone(row.id, row.text, row.day, row.at, row.more)
