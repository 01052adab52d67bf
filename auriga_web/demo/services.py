"""The services that already exist in the demo."""

from datetime import datetime

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.demo.content import Content
from auriga_web.demo.people import Cast
from auriga_web.services import operations
from auriga_web.services.models import ServiceArea
from auriga_web.services.operations import ServiceText


def add_services(content: Content, cast: Cast, now: datetime) -> None:
    """Write the catalogue."""
    rows = db.session.execute(select(ServiceArea.slug, ServiceArea.id))
    areas = {row.slug: row.id for row in rows}
    for row in content.services:
        operations.add_service(
            text=ServiceText(
                title=row["title"],
                audience=row["for_whom"],
                how_to_get_in=row["how"],
                cost=row["cost"],
                places=row["places"] or None,
                run_by=cast.bodies[row["provider"]].name,
            ),
            area_id=areas[row["area"]],
            territory_ids=[cast.place_id(row["comune"])],
            organisation_id=cast.bodies[row["provider"]].id,
            actor=cast.facilitator,
            now=now,
        )
