"""The public log of moderation, and the counts of each year."""

from flask import abort, render_template, request, url_for

from auriga_web.core.access import Access, access
from auriga_web.core.clock import ROME, now
from auriga_web.moderation import rules
from auriga_web.moderation.queries.log import list_decisions, load_year
from auriga_web.moderation.views.blueprint import blueprint

FIRST_YEAR = 2026


@blueprint.get("/moderazione")
@access(Access.VISITOR)
def log():
    page = list_decisions(request.args.get("da"))
    next_url = url_for("moderation.log", da=page.next_cursor) if page.next_cursor else None
    this_year = now().astimezone(ROME).year
    return render_template(
        "moderation/log.html",
        entries=page.rows,
        next_url=next_url,
        year=load_year(this_year),
        years=range(this_year, FIRST_YEAR - 1, -1),
        labels=rules,
    )


@blueprint.get("/moderazione/<int:year>")
@access(Access.VISITOR)
def year(year: int):
    if not FIRST_YEAR <= year <= now().astimezone(ROME).year:
        abort(404)
    return render_template("moderation/year.html", year=load_year(year), labels=rules)
