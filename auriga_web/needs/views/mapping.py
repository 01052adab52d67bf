"""The map of needs: the same filters as the list, a number for each comune or each zona."""

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.core.access import Access, access
from auriga_web.core.answers import is_htmx
from auriga_web.core.kept import same_for_everybody
from auriga_web.needs import queries, rules
from auriga_web.needs.views.asked import STATES, Asked
from auriga_web.needs.views.routes import blueprint
from auriga_web.territories import queries as territories

BY_ZONA = "zona"


@blueprint.get("/mappa")
@access(Access.VISITOR)
@same_for_everybody
def on_map() -> str | Response:
    """The map as a page, or the drawing alone, which the list asks for where there is room."""
    asked = Asked()
    by_zona = request.args.get("per") == BY_ZONA
    counts = queries.count_by_place(asked.chosen)
    # What a place on the map leads to: the list with the same filters, there.
    links = {**asked.filters, "territorio": None}
    shown = {
        "asked": asked,
        "counts": counts,
        "by_zona": by_zona,
        "map": territories.zone_map(counts.by_zona)
        if by_zona
        else territories.province_map(counts.by_comune),
        "place_url": lambda slug: url_for("needs.index", **{**links, "territorio": slug}),
        "fewest": rules.FEWEST_SHOWN,
    }
    if not is_htmx():
        states = [(slug, rules.state_label(state)) for slug, state in STATES.items()]
        return render_template("needs/map.html", states=states, **shown)
    response = make_response(render_template("needs/partials/_map.html", **shown))
    response.vary.add("HX-Request")
    return response
