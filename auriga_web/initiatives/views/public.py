"""What everybody reads: the list, one initiative, its texts."""

from typing import Any

from flask import Response, render_template, request, url_for
from werkzeug.exceptions import NotFound

from auriga_web.chain import queries as chain
from auriga_web.chain import rules as chain_rules
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.kept import same_for_everybody
from auriga_web.initiatives import policies, queries, rules
from auriga_web.initiatives.models import InitiativeState
from auriga_web.initiatives.views.blueprint import blueprint
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories

_LONGEST_WORDS = 200


@blueprint.get("/iniziative")
@access(Access.VISITOR)
@same_for_everybody
def index() -> str:
    reader = current_actor()
    areas, places = services.list_areas(), territories.load_places()
    area = services.find_area(areas, request.args.get("area"))
    place = places.find(request.args.get("territorio"))
    state = rules.choose_state(request.args.get("stato"))
    words = request.args.get("q", "")[:_LONGEST_WORDS]
    page = queries.list_initiatives(
        reader=reader,
        area_ids=area.ids if area else (),
        territory_ids=places.around(place.id) if place else (),
        state=state,
        words=words,
        cursor=request.args.get("dopo"),
    )
    filters: dict[str, Any] = {
        "area": area.slug if area else None,
        "territorio": place.slug if place else None,
        "stato": state.value if state else None,
        "q": words or None,
    }
    return render_template(
        "initiatives/list.html",
        page=page,
        areas=areas,
        places=places,
        area=area,
        place=place,
        state=state,
        words=words,
        is_filtered=any(filters.values()),
        states=[(each.value, rules.state_label(each)) for each in InitiativeState],
        rules=rules,
        dots_of=chain_rules.dots,
        next_url=url_for("initiatives.index", **filters, dopo=page.next_cursor)
        if page.next_cursor
        else None,
    )


@blueprint.get("/iniziative/<int:initiative_id>")
@access(Access.VISITOR)
def show(initiative_id: int) -> str:
    return show_page(initiative_id)


def show_page(initiative_id: int, *, problem: str = "", act: str = "", typed: str = "") -> str:
    """Make the page of an initiative, with what went wrong and what was typed, if anything."""
    reader, now = current_actor(), clock.now()
    page = queries.get_initiative_page(initiative_id, reader=reader)
    initiative = page.initiative
    parts = queries.load_parts(initiative_id)
    partner_ids = [partner.organisation_id for partner in parts.partners]
    return render_template(
        "initiatives/show.html",
        page=page,
        initiative=initiative,
        needs=queries.list_needs_of(initiative_id),
        partners=parts.partners,
        costs=parts.costs,
        totals=rules.totals(parts.costs),
        milestones=parts.milestones,
        thread=chain.thread_of("initiative", initiative_id),
        rules=rules,
        moves=[state.value for state in rules.allowed_moves(initiative.state)],
        may_write=policies.may_write(reader, initiative, partner_ids=partner_ids)
        and initiative.state in rules.OPEN_TEXT_STATES,
        may_arrange=policies.may_arrange(reader, initiative),
        may_steer=policies.may_steer(reader),
        may_report=policies.may_report_on_work(reader, initiative),
        today=now.astimezone(clock.ROME).date(),
        is_urgent=initiative.until is not None
        and 0 <= (initiative.until - now).total_seconds() <= 72 * 3600,
        problem=problem,
        act=act,
        typed=typed,
    )


@blueprint.get("/iniziative/<int:initiative_id>/versioni")
@access(Access.VISITOR)
def versions(initiative_id: int) -> str:
    page = queries.get_initiative_page(initiative_id, reader=current_actor())
    return render_template(
        "initiatives/versions.html",
        page=page,
        initiative=page.initiative,
        versions=queries.list_versions(initiative_id),
    )


@blueprint.get("/iniziative/<int:initiative_id>/versioni/<int:number>")
@access(Access.VISITOR)
def version(initiative_id: int, number: int) -> str:
    initiative = queries.get_initiative(initiative_id, reader=current_actor())
    text = queries.get_version(initiative_id, number)
    return render_template("initiatives/version.html", initiative=initiative, version=text)


@blueprint.get("/iniziative/<int:initiative_id>/versioni/<int:number>/testo.txt")
@access(Access.VISITOR)
def frozen_text(initiative_id: int, number: int) -> Response:
    """Give the exact bytes that were hashed, so that anybody can hash them again."""
    queries.get_initiative(initiative_id, reader=current_actor())
    text = queries.get_version(initiative_id, number)
    if text.frozen_text is None:
        raise NotFound
    response = Response(text.frozen_text.encode(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="iniziativa-{initiative_id}-versione-{number}.txt"'
    )
    return response


@blueprint.get("/iniziative/<int:initiative_id>/confronto")
@access(Access.VISITOR)
def difference(initiative_id: int) -> str:
    initiative = queries.get_initiative(initiative_id, reader=current_actor())
    after = queries.get_version(
        initiative_id, request.args.get("a", initiative.version_no, type=int)
    )
    chosen = request.args.get("da", type=int)
    before = (
        queries.get_version(initiative_id, chosen)
        if chosen is not None
        else queries.find_previous_version(initiative_id, after.number)
    )
    if before is None:
        raise NotFound
    return render_template(
        "initiatives/difference.html",
        initiative=initiative,
        before=before,
        after=after,
        parts=[
            ("title", rules.compare(before.title, after.title)),
            ("summary", rules.compare(before.summary, after.summary)),
            ("body", rules.compare(before.body, after.body)),
        ],
    )
