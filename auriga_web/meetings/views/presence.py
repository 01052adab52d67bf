"""Being there: the sheet at the door, the code on it, the list of those who signed up."""

import io

import qrcode
import qrcode.image.svg
from flask import Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirection

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.meetings import operations, queries, rules
from auriga_web.meetings.forms import OthersForm
from auriga_web.meetings.models import Meeting
from auriga_web.meetings.views.blueprint import blueprint


@blueprint.get("/<int:meeting_id>/presenza/<code>")
@access(Access.MEMBER)
def door(meeting_id: int, code: str) -> str:
    return _door_page(_meeting_of(meeting_id, code))


@blueprint.post("/<int:meeting_id>/presenza/<code>")
@access(Access.MEMBER)
def check_in(meeting_id: int, code: str) -> Redirection | tuple[str, int]:
    meeting = _meeting_of(meeting_id, code)
    try:
        operations.check_in(meeting, actor=current_actor(), now=clock.now())
    except rules.CannotCheckIn as problem:
        return _door_page(meeting, problem=str(problem)), 422
    flash(_("You are marked as present."), "done")
    return redirect(url_for("meetings.show", meeting_id=meeting_id))


@blueprint.get("/<int:meeting_id>/foglio")
@access(Access.FACILITATOR)
def sheet(meeting_id: int) -> str:
    return render_template(
        "meetings/sheet.html",
        page=queries.get_meeting_page(meeting_id),
        guests=queries.list_seats(meeting_id),
    )


@blueprint.get("/<int:meeting_id>/codice.svg")
@access(Access.FACILITATOR)
def code_image(meeting_id: int) -> Response:
    meeting = queries.get_meeting(meeting_id)
    address = current_app.config["PUBLIC_BASE_URL"] + url_for(
        "meetings.door", meeting_id=meeting.id, code=meeting.check_in_code
    )
    drawing = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage).save(drawing)
    return Response(drawing.getvalue(), content_type="image/svg+xml")


@blueprint.get("/<int:meeting_id>/presenze")
@access(Access.FACILITATOR)
def guests(meeting_id: int) -> str:
    return _guests_page(meeting_id)


@blueprint.post("/<int:meeting_id>/presenze")
@access(Access.FACILITATOR)
def mark_present(meeting_id: int) -> Redirection | tuple[str, int]:
    meeting = queries.get_meeting(meeting_id)
    chosen = [int(value) for value in request.form.getlist("person_id") if is_id(value)]
    try:
        operations.mark_present(meeting, person_ids=chosen, actor=current_actor(), now=clock.now())
    except rules.CannotCheckIn as problem:
        return _guests_page(meeting_id, problem=str(problem)), 422
    flash(_("Presence is saved."), "done")
    return redirect(url_for("meetings.guests", meeting_id=meeting_id))


@blueprint.post("/<int:meeting_id>/altri-presenti")
@access(Access.FACILITATOR)
def count_others(meeting_id: int) -> Redirection | tuple[str, int]:
    meeting, form = queries.get_meeting(meeting_id), OthersForm()
    if not form.validate_on_submit():
        return _guests_page(meeting_id, problem=_("Write a number, also zero.")), 422
    operations.count_others(meeting, count=form.count.data, actor=current_actor(), now=clock.now())
    return redirect(url_for("meetings.guests", meeting_id=meeting_id))


def _meeting_of(meeting_id: int, code: str) -> Meeting:
    meeting = queries.get_meeting(meeting_id)
    if code != meeting.check_in_code:
        raise NotFound
    return meeting


def _door_page(meeting: Meeting, *, problem: str = "") -> str:
    return render_template("meetings/door.html", meeting=meeting, problem=problem)


def _guests_page(meeting_id: int, *, problem: str = "") -> str:
    return render_template(
        "meetings/guests.html",
        meeting=queries.get_meeting(meeting_id),
        guests=queries.list_seats(meeting_id),
        problem=problem,
    )
