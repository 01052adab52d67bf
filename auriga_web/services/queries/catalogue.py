"""The catalogue: a list, one service, what is similar to a text."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from auriga_web.core import keyset, search
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.services.models import (
    ForWhom,
    Service,
    ServiceArea,
    ServiceForWhom,
    ServiceTerritory,
)
from auriga_web.services.policies import readable_by
from auriga_web.territories.models import Territory

PAGE_SIZE = 20
_PLACE = (str, int)


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
    useful_count: int
    feedback_count: int


class ServicePage(NamedTuple):
    """What the page of a service shows."""

    service: Service
    area: ServiceArea
    field_name: str | None
    territories: Sequence[tuple[int, str, str, str]]


_LIST: Select[*tuple[Any, ...]] = select(
    Service.id,
    Service.title,
    Service.audience,
    Service.where_in_words,
    Service.run_by,
    ServiceArea.name,
    Service.is_listed,
    Service.review_on,
    Service.useful_count,
    Service.feedback_count,
).join(ServiceArea, ServiceArea.id == Service.area_id)

_COUNTED_AT_MOST = 1_000
_COUNT = select(func.count()).select_from(
    select(Service.id).where(Service.is_listed.is_(True)).limit(_COUNTED_AT_MOST).subquery()
)


def list_services(
    *,
    reader: Actor,
    area_ids: Sequence[int] = (),
    territory_ids: Collection[int] = (),
    for_whom: ForWhom | None = None,
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> keyset.Page[ServiceRow]:
    """Return services by title: those of some areas, those that work in one of some territories."""
    statement = _LIST.where(readable_by(reader))
    if area_ids:
        statement = statement.where(Service.area_id.in_(area_ids))
    if territory_ids:
        statement = statement.where(_works_in(territory_ids))
    if for_whom is not None:
        statement = statement.where(_is_for(for_whom))
    place = keyset.decode(cursor, kinds=_PLACE)
    if place is not None:
        statement = statement.where(
            keyset.after((Service.title, Service.id), place, descending=False)
        )
    rows = db.session.execute(statement.order_by(Service.title, Service.id).limit(limit + 1)).all()
    return keyset.take(
        [ServiceRow(*row) for row in rows], limit=limit, key=lambda row: (row.title, row.id)
    )


def list_to_export(
    *,
    area_ids: Sequence[int] = (),
    territory_ids: Collection[int] = (),
    for_whom: ForWhom | None = None,
) -> Sequence[Service]:
    """Return the services of the catalogue that a list shows, whole, at most a thousand."""
    statement = select(Service).where(Service.is_listed.is_(True))
    if area_ids:
        statement = statement.where(Service.area_id.in_(area_ids))
    if territory_ids:
        statement = statement.where(_works_in(territory_ids))
    if for_whom is not None:
        statement = statement.where(_is_for(for_whom))
    return db.session.scalars(
        statement.order_by(Service.title, Service.id).limit(_COUNTED_AT_MOST)
    ).all()


def list_similar(
    text: str, *, territory_ids: Collection[int] = (), limit: int = 4
) -> Sequence[ServiceRow]:
    """Return listed services that share words with a text: first those near, then the nearest.

    For who writes a need: `territory_ids` are those around the comune they chose.
    """
    hits = search.find_similar(text, kinds=["service"], limit=4 * limit)
    ids = [int(hit.subject_id) for hit in hits]
    if not ids:
        return []
    near = _works_in(territory_ids) if territory_ids else false()
    rows = db.session.execute(
        _LIST.add_columns(near).where(Service.id.in_(ids), Service.is_listed.is_(True))
    ).all()
    ranked = sorted(rows, key=lambda row: (not row[-1], ids.index(row[0])))
    return [ServiceRow(*row[:-1]) for row in ranked[:limit]]


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


def _works_in(territory_ids: Collection[int]) -> ColumnElement[bool]:
    return (
        select(ServiceTerritory.service_id)
        .where(
            ServiceTerritory.service_id == Service.id,
            ServiceTerritory.territory_id.in_(territory_ids),
        )
        .exists()
    )


def _is_for(for_whom: ForWhom) -> ColumnElement[bool]:
    """What is for them, for everybody, or for whom it does not say."""
    said = select(ServiceForWhom.service_id).where(ServiceForWhom.service_id == Service.id)
    theirs = said.where(ServiceForWhom.for_whom.in_([for_whom, ForWhom.EVERYONE]))
    return or_(theirs.exists(), ~said.exists())
