"""Who follows the area, the comune, the zona or the organisation of a thing."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, cast, or_, select
from sqlalchemy.orm import aliased

from auriga_web.initiatives.models import Initiative
from auriga_web.needs.models import Need
from auriga_web.notifications.models import Follow
from auriga_web.services.models import ServiceArea
from auriga_web.territories.models import Territory

_Ids = Select[Any]


def followers_around(kind: str, subject_id: int) -> list[_Ids]:
    """Return who follows what a need or an initiative belongs to."""
    if kind == "need":
        return _around_need(subject_id)
    if kind == "initiative":
        return _around_initiative(subject_id)
    return []


def followers_of(kind: str, subject_id: str) -> _Ids:
    """Return who follows a thing itself."""
    return select(Follow.person_id).where(
        Follow.subject_kind == kind, Follow.subject_id == subject_id
    )


def _around_need(need_id: int) -> list[_Ids]:
    area, field = aliased(ServiceArea), aliased(ServiceArea)
    return [
        select(Follow.person_id)
        .select_from(Need)
        .join(area, area.id == Need.service_area_id)
        .outerjoin(field, field.id == area.parent_id)
        .join(
            Follow,
            or_(
                _is("comune", Need.comune_id),
                _is("zona", Need.zona_id),
                _is("area", area.id),
                _is("area", field.id),
                _is("organisation", Need.author_body_id),
            ),
        )
        .where(Need.id == need_id)
    ]


def _around_initiative(initiative_id: int) -> list[_Ids]:
    area, field = aliased(ServiceArea), aliased(ServiceArea)
    place = aliased(Territory)
    return [
        select(Follow.person_id)
        .select_from(Initiative)
        .join(area, area.id == Initiative.area_id)
        .outerjoin(field, field.id == area.parent_id)
        .join(place, place.id == Initiative.territory_id)
        .join(
            Follow,
            or_(
                _is("comune", place.id),
                _is("zona", place.id),
                _is("area", area.id),
                _is("area", field.id),
                _is("organisation", Initiative.promoter_id),
                _is("organisation", Initiative.runner_id),
            ),
        )
        .where(Initiative.id == initiative_id)
    ]


def _is(kind: str, own_id: Any) -> ColumnElement[bool]:
    return and_(
        Follow.subject_kind == kind, Follow.subject_id == cast(own_id, Follow.subject_id.type)
    )
