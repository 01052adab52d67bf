"""Il tuo comune: a page for each, and the list of them all."""

from flask import render_template

from auriga_web.core.access import Access, access, current_actor
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories

SHOWN = 8


@blueprint.get("/comuni")
@access(Access.VISITOR)
def comuni() -> str:
    today = queries.numbers()
    return render_template(
        "portal/comuni.html",
        today=today,
        places=territories.load_places(),
        map=territories.province_map(today.open_by_comune),
    )


@blueprint.get("/comuni/<slug>")
@access(Access.VISITOR)
def comune(slug: str) -> str:
    found = territories.get_comune(slug)
    around = [found.id, found.zone_id, *([found.province_id] if found.province_id else [])]
    return render_template(
        "portal/comune.html",
        comune=found,
        numbers=queries.numbers_of_comune(found.id),
        needs=queries.list_comune_needs(found.id, limit=SHOWN),
        initiatives=queries.list_comune_initiatives(around, limit=SHOWN),
        services=services.list_services(reader=current_actor(), territory_ids=around, limit=SHOWN),
        organisations=queries.list_comune_organisations(found.id, limit=SHOWN),
    )
