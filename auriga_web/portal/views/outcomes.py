"""Risultati: what came of it, by area and by comune, each number with its denominator."""

from flask import render_template

from auriga_web.core import clock
from auriga_web.core.access import Access, access
from auriga_web.needs import queries as needs
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories

SHOWN = 6


@blueprint.get("/risultati")
@access(Access.VISITOR)
def outcomes() -> str:
    today = queries.numbers()
    places = territories.load_places()
    return render_template(
        "portal/outcomes.html",
        today=today,
        in_time=needs.answered_in_time(clock.now()),
        areas=queries.numbers_by_area(today, services.list_areas()),
        zones=queries.numbers_by_zone(today, places),
        done=queries.list_outcomes(limit=SHOWN),
        refusals=queries.list_refusals(limit=SHOWN),
    )
