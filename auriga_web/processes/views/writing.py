"""Starting a process from a recipe, writing what it says, setting its days."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.processes import operations, queries, rules
from auriga_web.processes.forms import CopyForm, NewProcessForm, PhasesForm, ProcessForm
from auriga_web.processes.models import PhaseType, Process, ProcessState, Recipe
from auriga_web.processes.rules import recipes
from auriga_web.processes.views.blueprint import blueprint
from auriga_web.territories import queries as territories


@blueprint.get("/nuovo")
@access(Access.FACILITATOR)
def choose() -> str:
    return render_template("processes/choose.html", recipes=recipes, rules=rules, all=Recipe)


@blueprint.get("/nuovo/<recipe>")
@access(Access.FACILITATOR)
def new(recipe: str) -> str:
    return _new_page(_recipe(recipe), _new_form())


@blueprint.post("/nuovo/<recipe>")
@access(Access.FACILITATOR)
def create(recipe: str) -> Response | tuple[str, int]:
    form, chosen = _new_form(), _recipe(recipe)
    if not form.validate_on_submit():
        return _new_page(chosen, form), 422
    try:
        process = operations.start_process(
            recipe=chosen,
            text=_text(form),
            owner_id=form.owner_id.data,
            territory_id=_territory(form.place.data),
            first_day=form.first_day.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except (rules.ReservedWords, rules.WrongDates) as problem:
        return _new_page(chosen, form, problem=str(problem)), 422
    flash(_("The draft is ready: look at its days, then open it."), "done")
    return redirect(url_for("processes.phases", process_id=process.id))


@blueprint.get("/<int:process_id>/modifica")
@access(Access.FACILITATOR)
def edit(process_id: int) -> str:
    process = queries.get_process(process_id, reader=current_actor())
    return _edit_page(process, ProcessForm(obj=process))


@blueprint.post("/<int:process_id>/modifica")
@access(Access.FACILITATOR)
def change(process_id: int) -> Response | tuple[str, int]:
    process = queries.get_process(process_id, reader=current_actor())
    form = ProcessForm()
    if not form.validate_on_submit():
        return _edit_page(process, form), 422
    try:
        operations.change_process(
            process,
            text=_text(form),
            known_version=int(form.version.data) if is_id(form.version.data or "") else 0,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.ReservedWords as problem:
        return _edit_page(process, form, problem=str(problem)), 422
    except rules.ChangedMeanwhile:
        return render_template("processes/conflict.html", process=process, form=form), 409
    return redirect(url_for("processes.show", process_id=process_id))


@blueprint.get("/<int:process_id>/fasi")
@access(Access.FACILITATOR)
def phases(process_id: int) -> str:
    process = queries.get_process(process_id, reader=current_actor())
    rows: list[dict[str, Any]] = [
        {
            "type": phase.type.value,
            "title": phase.title,
            "first_day": rules.first_day(phase.starts_at),
            "last_day": rules.last_day(phase.ends_at),
        }
        for phase in queries.list_phases(process_id)
    ]
    if process.state is ProcessState.DRAFT:
        rows.append({"type": ""})
    return _phases_page(process, _phases_form(PhasesForm(phases=rows)))


@blueprint.post("/<int:process_id>/fasi")
@access(Access.FACILITATOR)
def set_phases(process_id: int) -> Response | tuple[str, int]:
    process = queries.get_process(process_id, reader=current_actor())
    form = _phases_form(PhasesForm())
    if not form.validate_on_submit():
        return _phases_page(process, form), 422
    write = operations.set_phases if process.state is ProcessState.DRAFT else operations.move_phases
    try:
        write(process, _spans(form), actor=current_actor(), now=clock.now())
    except (rules.WrongDates, rules.CannotOpen) as problem:
        return _phases_page(process, form, problem=str(problem)), 422
    flash(_("The days are set."), "done")
    return redirect(url_for("processes.show", process_id=process_id))


@blueprint.get("/<int:process_id>/copia")
@access(Access.FACILITATOR)
def copy(process_id: int) -> str:
    process = queries.get_process(process_id, reader=current_actor())
    return render_template("processes/copy.html", process=process, form=CopyForm(obj=process))


@blueprint.post("/<int:process_id>/copia")
@access(Access.FACILITATOR)
def create_copy(process_id: int) -> Response | tuple[str, int]:
    process, form = queries.get_process(process_id, reader=current_actor()), CopyForm()
    if not form.validate_on_submit():
        return render_template("processes/copy.html", process=process, form=form), 422
    try:
        made = operations.duplicate(
            process,
            title=form.title.data or "",
            first_day=form.first_day.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.ReservedWords as problem:
        form.title.errors = [str(problem)]
        return render_template("processes/copy.html", process=process, form=form), 422
    return redirect(url_for("processes.phases", process_id=made.id))


def _recipe(slug: str) -> Recipe:
    chosen = recipes.find(slug)
    if chosen is None:
        raise NotFound
    return chosen


def _text(form: ProcessForm) -> operations.ProcessText:
    return operations.ProcessText(
        title=form.title.data or "",
        summary=form.summary.data or "",
        purpose=form.purpose.data or "",
        promise=form.promise.data or "",
        promise_by=form.promise_by.data or "",
        promise_due_on=form.promise_due_on.data,
    )


def _territory(slug: str | None) -> int:
    """Return the place that was chosen; nothing chosen is the whole province."""
    places = territories.load_places()
    place = places.find(slug)
    if place is not None:
        return place.id
    found = next((comune.province_id for comune in places.comuni if comune.province_id), None)
    if slug or found is None:
        raise NotFound
    return found


def _new_form() -> NewProcessForm:
    form = NewProcessForm()
    form.owner_id.choices = [SelectChoice(*owner) for owner in queries.list_owners()]
    return form


def _new_page(recipe: Recipe, form: NewProcessForm, *, problem: str = "") -> str:
    places = territories.load_places()
    return render_template(
        "processes/new.html",
        recipe=recipe,
        recipes=recipes,
        rules=rules,
        form=form,
        places=places,
        place=places.find(form.place.data),
        problem=problem,
    )


def _edit_page(process: Process, form: ProcessForm, *, problem: str = "") -> str:
    return render_template("processes/edit.html", process=process, form=form, problem=problem)


def _phases_form(form: PhasesForm) -> PhasesForm:
    choices = [("", _("Leave out")), *((kind.value, rules.label(kind)) for kind in PhaseType)]
    for row in form.phases:
        row.form.type.choices = [SelectChoice(*choice) for choice in choices]
    return form


def _phases_page(process: Process, form: PhasesForm, *, problem: str = "") -> str:
    return render_template(
        "processes/phases.html", process=process, form=form, rules=rules, problem=problem
    )


def _spans(form: PhasesForm) -> list[rules.Span]:
    rows = [row.form for row in form.phases if row.form.type.data]
    if any(row.first_day.data is None or row.last_day.data is None for row in rows):
        raise rules.WrongDates(_("Give each phase its first and its last day."))
    return [
        rules.Span(
            PhaseType(row.type.data),
            row.first_day.data,
            row.last_day.data,
            row.title.data or "",
        )
        for row in rows
    ]
