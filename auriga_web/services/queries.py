"""Reading the tree of areas and the catalogue of services."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import String, cast, func, select

from auriga_web.core import keyset
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.duties.models import Duty
from auriga_web.organisations.models import Organisation, OrganisationState
from auriga_web.services.models import Service, ServiceArea, ServiceTerritory
from auriga_web.services.policies import readable_by
from auriga_web.territories.models import Territory

PAGE_SIZE = 20
_PLACE = (str, int)


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the tree with what is below it."""

    id: int
    slug: str
    name: str
    is_sensitive: bool
    parent_id: int | None
    areas: list["Area"] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        """Its own id and those of what is below it."""
        return [self.id, *(area.id for area in self.areas)]


class ServiceRow(NamedTuple):
    """What a list shows of a service."""

    id: int
    title: str
    audience: str
    where_in_words: str
    run_by: str
    area_name: str
    is_listed: bool
    review_on: date


class ServicePage(NamedTuple):
    """What the page of a service shows."""

    service: Service
    area: ServiceArea
    field_name: str | None
    territories: Sequence[tuple[int, str, str, str]]


_AREAS = select(
    ServiceArea.id,
    ServiceArea.slug,
    ServiceArea.name,
    ServiceArea.is_sensitive,
    ServiceArea.parent_id,
).order_by(ServiceArea.position, ServiceArea.id)

_LIST = select(
    Service.id,
    Service.title,
    Service.audience,
    Service.where_in_words,
    Service.run_by,
    ServiceArea.name,
    Service.is_listed,
    Service.review_on,
).join(ServiceArea, ServiceArea.id == Service.area_id)

_COUNTED_AT_MOST = 1_000
_COUNT = select(func.count()).select_from(
    select(Service.id).where(Service.is_listed.is_(True)).limit(_COUNTED_AT_MOST).subquery()
)


def list_areas() -> Sequence[Area]:
    """Return the six fields in their order, each with its areas."""
    areas = [Area(*row) for row in db.session.execute(_AREAS)]
    by_id = {area.id: area for area in areas}
    for area in areas:
        if area.parent_id is not None:
            by_id[area.parent_id].areas.append(area)
    return [area for area in areas if area.parent_id is None]


def find_area(areas: Sequence[Area], slug: str | None) -> Area | None:
    """Return the field or area of a slug among these fields and what is below them."""
    for root in areas:
        for area in (root, *root.areas):
            if area.slug == slug:
                return area
    return None


def get_area(area_id: int) -> ServiceArea:
    """Return one area.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(select(ServiceArea).where(ServiceArea.id == area_id)).one()


def list_services(
    *,
    reader: Actor,
    area_ids: Sequence[int] = (),
    territory_ids: Collection[int] = (),
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> keyset.Page[ServiceRow]:
    """Return services by title: those of some areas, those that work in one of some territories."""
    statement = _LIST.where(readable_by(reader))
    if area_ids:
        statement = statement.where(Service.area_id.in_(area_ids))
    if territory_ids:
        statement = statement.where(
            select(ServiceTerritory.service_id)
            .where(
                ServiceTerritory.service_id == Service.id,
                ServiceTerritory.territory_id.in_(territory_ids),
            )
            .exists()
        )
    place = keyset.decode(cursor, kinds=_PLACE)
    if place is not None:
        statement = statement.where(
            keyset.after((Service.title, Service.id), place, descending=False)
        )
    rows = db.session.execute(statement.order_by(Service.title, Service.id).limit(limit + 1)).all()
    return keyset.take(
        [ServiceRow(*row) for row in rows], limit=limit, key=lambda row: (row.title, row.id)
    )


def list_run_by(organisation_id: int, *, limit: int = 50) -> Sequence[tuple[int, str, str]]:
    """Return the listed services that a body runs: id, title, where they work; by title."""
    rows = db.session.execute(
        select(Service.id, Service.title, Service.where_in_words)
        .where(Service.organisation_id == organisation_id, Service.is_listed)
        .order_by(Service.title, Service.id)
        .limit(limit)
    )
    return [(row.id, row.title, row.where_in_words) for row in rows]


def get_service(service_id: int, *, reader: Actor) -> Service:
    """Return a service `reader` may see.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Service).where(Service.id == service_id, readable_by(reader))
    ).one()


def get_service_page(service_id: int, *, reader: Actor) -> ServicePage:
    """Return a service with its area and where it works.

    :raises NoResultFound: if `reader` may see none with this id.
    """
    row = db.session.execute(
        select(Service, ServiceArea)
        .join(ServiceArea, ServiceArea.id == Service.area_id)
        .where(Service.id == service_id, readable_by(reader))
    ).one()
    service, area = row
    field_name = None
    if area.parent_id is not None:
        field_name = db.session.scalar(
            select(ServiceArea.name).where(ServiceArea.id == area.parent_id)
        )
    return ServicePage(service, area, field_name, list_territories(service_id))


def list_territories(service_id: int) -> Sequence[tuple[int, str, str, str]]:
    """Return id, name, slug and kind of the places where a service works."""
    rows = db.session.execute(
        select(Territory.id, Territory.name, Territory.slug, Territory.kind)
        .join(ServiceTerritory, ServiceTerritory.territory_id == Territory.id)
        .where(ServiceTerritory.service_id == service_id)
        .order_by(Territory.kind.desc(), Territory.name)
    )
    return [(row[0], row[1], row[2], str(row[3])) for row in rows]


def count_services() -> int:
    """Return how many services are listed, counting no further than a thousand."""
    return db.session.scalar(_COUNT) or 0


def list_runners() -> Sequence[tuple[int, str]]:
    """Return the verified organisations by name: those that may be said to run a service."""
    return [
        (row[0], row[1])
        for row in db.session.execute(
            select(Organisation.id, Organisation.name)
            .where(Organisation.state == OrganisationState.VERIFIED)
            .order_by(Organisation.name, Organisation.id)
        )
    ]


def list_ids_to_review(today: date, *, kind: str) -> Sequence[int]:
    """Return the ids of the listed services whose day of review has come and nobody was asked.

    `kind` is the duty by which somebody is asked.
    """
    is_asked = (
        select(Duty.id)
        .where(
            Duty.kind == kind,
            Duty.subject_kind == "service",
            Duty.subject_id == cast(Service.id, String),
            Duty.done_at.is_(None),
        )
        .exists()
    )
    return db.session.scalars(
        select(Service.id)
        .where(Service.is_listed.is_(True), Service.review_on <= today, ~is_asked)
        .order_by(Service.id)
    ).all()


def free_slug(wanted: str) -> str:
    """Return this slug, or the first of its followers (`nidi-2`) that no area has."""
    taken = set(
        db.session.scalars(
            select(ServiceArea.slug).where(ServiceArea.slug.startswith(wanted, autoescape=True))
        )
    )
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def next_position(parent_id: int) -> int:
    """Return the place after the last area of a field."""
    last = db.session.scalar(
        select(func.max(ServiceArea.position)).where(ServiceArea.parent_id == parent_id)
    )
    return 0 if last is None else last + 1
