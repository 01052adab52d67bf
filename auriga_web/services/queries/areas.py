"""The tree of areas."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from auriga_web.core.database import db
from auriga_web.services.models import (
    ServiceArea,
)


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


_AREAS = select(
    ServiceArea.id,
    ServiceArea.slug,
    ServiceArea.name,
    ServiceArea.is_sensitive,
    ServiceArea.parent_id,
).order_by(ServiceArea.position, ServiceArea.id)


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
