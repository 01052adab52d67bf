"""Il tuo comune: a page for each, and the list of them all."""

from flask import render_template

from auriga_web.chain import rules as chain
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.kept import same_for_everybody
from auriga_web.initiatives import queries as initiatives
from auriga_web.needs import queries as needs
from auriga_web.needs.models import NeedState
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories

SHOWN = 8
SHOWN_ANSWERED = 4


@blueprint.get("/comuni")
@access(Access.VISITOR)
@same_for_everybody
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
@same_for_everybody
def comune(slug: str) -> str:
    found = territories.get_comune(slug)
    reader = current_actor()
    around = [found.id, found.zone_id, *([found.province_id] if found.province_id else [])]
    return render_template(
        "portal/comune.html",
        comune=found,
        dots_of=chain.dots,
        numbers=queries.numbers_of_comune(found.id),
        needs=needs.list_needs(needs.Chosen(comune_id=found.id), limit=SHOWN).page,
        answered=needs.list_needs(
            needs.Chosen(comune_id=found.id, state=NeedState.ANSWERED), limit=SHOWN_ANSWERED
        ).page,
        initiatives=initiatives.list_initiatives(reader=reader, territory_ids=around, limit=SHOWN),
        services=services.list_services(reader=reader, territory_ids=around, limit=SHOWN),
        organisations=queries.list_comune_organisations(found.id, limit=SHOWN),
    )
