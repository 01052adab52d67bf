"""Proposing an initiative, and writing its text anew."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, NotAllowed, access, authorise, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.initiatives import operations, policies, queries, rules
from auriga_web.initiatives.forms import ProposalForm, VersionForm
from auriga_web.initiatives.models import Initiative
from auriga_web.initiatives.views.blueprint import blueprint
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories


@blueprint.get("/iniziative/nuova")
@access(Access.MEMBER)
def new() -> str:
    chosen = request.args.get("bisogno", type=int)
    return _proposal_page(ProposalForm(need_ids=[chosen] if chosen else []))


@blueprint.post("/iniziative")
@access(Access.MEMBER)
def create() -> Response | tuple[str, int] | str:
    form = ProposalForm()
    if "cerca" in request.form:
        return _proposal_page(form)
    places, areas = territories.load_places(), services.list_areas()
    territory_id, area = _where(places, form.place.data), services.find_area(areas, form.area.data)
    if not form.validate_on_submit():
        return _proposal_page(form), 422
    if territory_id is None or area is None:
        return _proposal_page(form, problem=_("Choose where, and in which area.")), 422
    try:
        initiative = operations.propose(
            text=_text(form),
            need_ids=form.need_ids.data or [],
            territory_id=territory_id,
            area_id=area.id,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.CannotPropose as problem:
        return _proposal_page(form, problem=str(problem)), 422
    flash(_("Your proposal is public. The facilitators read it within 30 days."), "done")
    return redirect(url_for("initiatives.show", initiative_id=initiative.id))


@blueprint.get("/iniziative/<int:initiative_id>/testo")
@access(Access.MEMBER)
def edit(initiative_id: int) -> str:
    initiative = _get_writable(initiative_id)
    present = queries.get_version(initiative_id, initiative.version_no)
    form = VersionForm(
        title=present.title, summary=present.summary, body=present.body, version=present.number
    )
    return render_template("initiatives/edit.html", initiative=initiative, form=form, problem="")


@blueprint.post("/iniziative/<int:initiative_id>/versioni")
@access(Access.MEMBER)
def rewrite(initiative_id: int) -> Response | tuple[str, int]:
    initiative = _get_writable(initiative_id)
    form = VersionForm()
    page: dict[str, Any] = {"initiative": initiative, "form": form}
    if not form.validate_on_submit():
        return render_template("initiatives/edit.html", **page, problem=""), 422
    known = str(form.version.data)
    try:
        operations.write_version(
            initiative,
            text=_text(form),
            known_version=int(known) if is_id(known) else 0,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.ChangedMeanwhile as conflict:
        return _conflict_page(initiative, form, conflict), 409
    except (rules.CannotPropose, rules.CannotMove) as problem:
        return render_template("initiatives/edit.html", **page, problem=str(problem)), 422
    flash(_("The new version is the one that everybody reads now."), "done")
    return redirect(url_for("initiatives.show", initiative_id=initiative_id))


def _where(places: territories.Places, slug: str | None) -> int | None:
    """Return the territory that was chosen; nothing chosen is the whole province."""
    if slug:
        place = places.find(slug)
        return None if place is None else place.id
    return next((comune.province_id for comune in places.comuni if comune.province_id), None)


def _get_writable(initiative_id: int) -> Initiative:
    actor = current_actor()
    initiative = queries.get_initiative(initiative_id, reader=actor)
    partner_ids = queries.list_partner_ids(initiative_id)
    authorise(
        policies.may_write(actor, initiative, partner_ids=partner_ids),
        _("The text is written by who proposed it and by the organisations that take part."),
    )
    return initiative


def _text(form: ProposalForm | VersionForm) -> operations.TextDraft:
    note = form.note.data if isinstance(form, VersionForm) else ""
    return operations.TextDraft(
        title=form.title.data or "",
        summary=form.summary.data or "",
        body=form.body.data or "",
        note=note or "",
    )


def _conflict_page(
    initiative: Initiative, form: VersionForm, conflict: rules.ChangedMeanwhile
) -> str:
    theirs = conflict.present
    # Sent again from here it replaces theirs knowingly.
    form.version.data = str(theirs.number)
    return render_template(
        "initiatives/conflict.html",
        initiative=initiative,
        form=form,
        theirs=theirs,
        rows=rules.compare(theirs.body, form.body.data or ""),
    )


def _proposal_page(form: ProposalForm, *, problem: str = "") -> str:
    actor = current_actor()
    if not policies.may_propose(actor):
        raise NotAllowed(
            _(
                "To propose an initiative you have to be verified: at a desk, with a document. "
                "Or act for your organisation, from your page."
            )
        )
    chosen = queries.list_needs_by_ids(form.need_ids.data or [])
    found = queries.list_matching_needs(form.words.data) if form.words.data else []
    known = {need.id for need in chosen}
    areas, places = services.list_areas(), territories.load_places()
    return render_template(
        "initiatives/new.html",
        form=form,
        chosen=chosen,
        found=[need for need in found if need.id not in known],
        areas=areas,
        places=places,
        area=services.find_area(areas, form.area.data),
        place=places.find(form.place.data),
        problem=problem,
    )
