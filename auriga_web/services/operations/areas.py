"""Changing the tree of areas."""

import json
from datetime import datetime
from importlib import resources
from typing import Any

from sqlalchemy import select

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.slugs import slug_of
from auriga_web.services import policies, queries
from auriga_web.services.models import (
    ServiceArea,
)


def load_service_areas(now: datetime) -> int:
    """Bring the tree of areas to what the data file says; safe to run again.

    Adds what is missing and leaves names and order alone once there: staff edit them. Returns how
    many areas the file names.
    """
    tree: list[dict[str, Any]] = json.loads(
        resources.files("auriga_web.services").joinpath("data/areas.json").read_text("utf-8")
    )
    known = {area.slug: area for area in db.session.scalars(select(ServiceArea))}
    for position, row in enumerate(tree):
        root = _add_area(known, row, parent=None, position=position)
        for place, below in enumerate(row["areas"]):
            _add_area(known, below, parent=root, position=place)
    return sum(1 + len(row["areas"]) for row in tree)


def add_area(
    *, name: str, parent_id: int, is_sensitive: bool, actor: Actor, now: datetime
) -> ServiceArea:
    """Add an area to one of the fields, as the last of it."""
    authorise(policies.may_edit(actor))
    field = queries.get_area(parent_id)
    authorise(field.parent_id is None)

    area = ServiceArea(
        slug=queries.free_slug(slug_of(name)),
        name=name.strip(),
        parent_id=field.id,
        is_sensitive=is_sensitive,
        position=queries.next_position(field.id),
    )
    db.session.add(area)
    db.session.flush()
    _record_area(area, "service_area.added", actor=actor, now=now)
    return area


def change_area(
    area: ServiceArea, *, name: str, is_sensitive: bool, actor: Actor, now: datetime
) -> None:
    """Give an area another name, or say whether it is sensitive; its address stays."""
    authorise(policies.may_edit(actor))

    area.name = name.strip()
    area.is_sensitive = is_sensitive
    db.session.flush()
    _record_area(area, "service_area.changed", actor=actor, now=now)


def _add_area(
    known: dict[str, ServiceArea],
    row: dict[str, Any],
    *,
    parent: ServiceArea | None,
    position: int,
) -> ServiceArea:
    area = known.get(row["slug"])
    if area is None:
        area = known[row["slug"]] = ServiceArea(
            slug=row["slug"],
            name=row["name"],
            parent_id=None if parent is None else parent.id,
            is_sensitive=row.get("is_sensitive", False),
            position=position,
        )
        db.session.add(area)
        db.session.flush()
    return area


def _record_area(area: ServiceArea, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject_kind="service_area",
        subject_id=area.id,
        now=now,
        details={"is_sensitive": area.is_sensitive},
    )
