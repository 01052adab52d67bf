"""Risultati: what came of it, by area and by comune, each number with its denominator."""

from datetime import timedelta

from flask import render_template

from auriga_web.chain import rules as chain
from auriga_web.core import clock
from auriga_web.core.access import Access, access
from auriga_web.core.kept import same_for_everybody
from auriga_web.core.page_cache import keep_until
from auriga_web.needs import queries as needs
from auriga_web.needs.models import NeedState
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories

SHOWN = 6
KEPT = timedelta(minutes=10)


@blueprint.get("/risultati")
@access(Access.VISITOR)
@same_for_everybody
def outcomes() -> str:
    now = clock.now()
    # What falls due is counted as late without anybody writing anything.
    keep_until(now + KEPT)
    today = queries.numbers()
    places = territories.load_places()
    return render_template(
        "portal/outcomes.html",
        today=today,
        dots_of=chain.dots,
        in_time=needs.answered_in_time(now),
        areas=queries.numbers_by_area(today, services.list_areas()),
        zones=queries.numbers_by_zone(today, places),
        done=queries.list_outcomes(limit=SHOWN),
        refusals=needs.list_latest_answers(verdict=NeedState.NOT_PURSUED, limit=SHOWN),
    )
