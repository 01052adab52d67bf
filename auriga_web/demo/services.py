"""The services that already exist in the demo."""

from datetime import datetime

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.demo.content import Content
from auriga_web.demo.people import Cast
from auriga_web.services import operations
from auriga_web.services.models import ForWhom, ServiceArea
from auriga_web.services.operations import ServiceText

_STEMS = (
    (ForWhom.CHILDREN, "bambin"),
    (ForWhom.YOUNG_PEOPLE, "ragazz"),
    (ForWhom.YOUNG_PEOPLE, "giovan"),
    (ForWhom.FAMILIES, "famigli"),
    (ForWhom.OLDER_PEOPLE, "anzian"),
    (ForWhom.CAREGIVERS, "assist"),
    (ForWhom.DISABILITY, "disabil"),
    (ForWhom.JOBLESS, "lavoro"),
    (ForWhom.MIGRANTS, "stranier"),
)


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
                for_whom=_for_whom(row["for_whom"]),
            ),
            area_id=areas[row["area"]],
            territory_ids=[cast.place_id(row["comune"])],
            organisation_id=cast.bodies[row["provider"]].id,
            actor=cast.facilitator,
            now=now,
        )


def _for_whom(words: str) -> tuple[ForWhom, ...]:
    """Take from the words of the demo whom a service is for."""
    said = words.lower()
    return tuple(group for group, stem in _STEMS if stem in said)
