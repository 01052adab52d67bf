"""Calling a meeting and cancelling it."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.initiatives import queries as initiatives
from auriga_web.meetings import operations, queries, rules
from auriga_web.meetings.forms import CallForm, ReasonForm
from auriga_web.meetings.models import MeetingFormat
from auriga_web.meetings.views.blueprint import blueprint
from auriga_web.meetings.views.public import show_page
from auriga_web.processes import queries as processes
from auriga_web.processes import rules as process_rules
from auriga_web.territories import queries as territories


@blueprint.get("/nuovo")
@access(Access.FACILITATOR)
def new() -> str:
    form = _form()
    form.process_id.data = request.args.get("percorso", 0, type=int)
    form.initiative_id.data = request.args.get("iniziativa", "")
    return _page(form)


@blueprint.post("")
@access(Access.FACILITATOR)
def create() -> Response | tuple[str, int]:
    form = _form()
    place = territories.load_places().find(form.comune.data)
    if not form.validate_on_submit():
        return _page(form), 422
    if place is None:
        return _page(form, problem=_("Choose where.")), 422
    try:
        meeting = operations.call_meeting(
            draft=_draft(form),
            agenda=_agenda(form),
            caller_id=form.caller_id.data,
            territory_id=place.id,
            process_id=form.process_id.data or None,
            initiative_id=_initiative_id(form),
            actor=current_actor(),
            now=clock.now(),
        )
    except (rules.CannotCall, process_rules.NotOpen) as problem:
        return _page(form, problem=str(problem)), 422
    flash(_("The call is public."), "done")
    return redirect(url_for("meetings.show", meeting_id=meeting.id))


@blueprint.post("/<int:meeting_id>/annullamento")
@access(Access.FACILITATOR)
def cancel(meeting_id: int) -> Response | tuple[str, int]:
    meeting, words = queries.get_meeting(meeting_id), ReasonForm().words.data or ""
    try:
        operations.cancel(meeting, reason=words, actor=current_actor(), now=clock.now())
    except (rules.CannotCall, rules.CannotSignUp) as problem:
        return show_page(meeting_id, problem=str(problem), act="cancel", typed=words), 422
    flash(_("The meeting is cancelled; those who signed up are told."), "done")
    return redirect(url_for("meetings.show", meeting_id=meeting_id))


def _form() -> CallForm:
    form = CallForm()
    form.caller_id.choices = [SelectChoice(*owner) for owner in processes.list_owners()]
    form.format.choices = [
        SelectChoice(kind.value, rules.format_label(kind)) for kind in MeetingFormat
    ]
    open_ones = processes.list_choices(now=clock.now())
    form.process_id.choices = [
        SelectChoice(0, _("None")),
        *(SelectChoice(*row) for row in open_ones),
    ]
    return form


def _page(form: CallForm, *, problem: str = "") -> str:
    places = territories.load_places()
    return render_template(
        "meetings/new.html",
        form=form,
        places=places,
        place=places.find(form.comune.data),
        problem=problem,
    )


def _draft(form: CallForm) -> operations.CallDraft:
    text: dict[str, Any] = {
        name: form[name].data or ""
        for name in ("title", "purpose", "place", "online_url", "access_notes")
    }
    return operations.CallDraft(
        format=MeetingFormat(form.format.data),
        starts_at=rules.wall_clock(datetime.combine(form.day.data, form.begins.data)),
        ends_at=rules.wall_clock(datetime.combine(form.day.data, form.ends.data)),
        seats=form.seats.data,
        **text,
    )


def _agenda(form: CallForm) -> list[rules.AgendaLine]:
    rows = [row.form for row in form.agenda if row.form.title.data]
    return [rules.AgendaLine(row.title.data.strip(), row.minutes.data or 10) for row in rows]


def _initiative_id(form: CallForm) -> int | None:
    asked = form.initiative_id.data or ""
    if not is_id(asked):
        return None
    return initiatives.get_initiative(int(asked), reader=current_actor()).id
