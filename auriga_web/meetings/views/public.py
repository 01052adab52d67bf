"""What everybody reads of meetings, and taking a seat."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.page_cache import keep_until
from auriga_web.meetings import operations, policies, queries, rules
from auriga_web.meetings.forms import SignUpForm
from auriga_web.meetings.models import SeatState
from auriga_web.meetings.views.blueprint import blueprint
from auriga_web.processes import queries as processes
from auriga_web.processes import rules as process_rules
from auriga_web.territories import queries as territories

_URGENT_SECONDS = 72 * 3600


@blueprint.get("")
@access(Access.VISITOR)
def index() -> str:
    now = clock.now()
    places = territories.load_places()
    place = places.find(request.args.get("territorio"))
    asked = request.args.get("quando")
    when = queries.When(asked) if asked in set(queries.When) else queries.When.COMING
    page = queries.list_meetings(
        now=now,
        when=when,
        territory_ids=places.around(place.id) if place else (),
        cursor=request.args.get("dopo"),
    )
    coming = [row.ends_at for row in page.rows if row.ends_at > now]
    if coming:
        keep_until(min(coming))
    filters: dict[str, Any] = {
        "quando": when.value if when is queries.When.PAST else None,
        "territorio": place.slug if place else None,
    }
    return render_template(
        "meetings/list.html",
        page=page,
        places=places,
        place=place,
        when=when,
        rules=rules,
        time=now,
        may_call=policies.may_call(current_actor()),
        next_url=url_for("meetings.index", **filters, dopo=page.next_cursor)
        if page.next_cursor
        else None,
    )


@blueprint.get("/<int:meeting_id>")
@access(Access.VISITOR)
def show(meeting_id: int) -> str:
    return show_page(meeting_id)


def show_page(meeting_id: int, *, problem: str = "", act: str = "", typed: str = "") -> str:
    """Make the page of a meeting, with what went wrong and what was typed, if anything."""
    reader, now = current_actor(), clock.now()
    page = queries.get_meeting_page(meeting_id)
    meeting = page.meeting
    for edge in (meeting.starts_at, meeting.ends_at):
        if edge > now:
            keep_until(edge)
    moment = (
        processes.find_moment(meeting.process_id, now=now)
        if meeting.process_id is not None
        else None
    )
    return render_template(
        "meetings/show.html",
        page=page,
        meeting=meeting,
        agenda=queries.list_agenda(meeting_id),
        own=queries.own(meeting_id, reader.person_id),
        moment=moment,
        is_open=moment is None or process_rules.is_open(process_rules.Act.SIGN_UP, moment.present),
        is_coming=meeting.starts_at > now,
        is_urgent=0 <= (meeting.starts_at - now).total_seconds() <= _URGENT_SECONDS,
        may_call=policies.may_call(reader),
        rules=rules,
        process_rules=process_rules,
        problem=problem,
        act=act,
        typed=typed,
    )


@blueprint.post("/<int:meeting_id>/posto")
@access(Access.MEMBER)
def sign_up(meeting_id: int) -> Response | tuple[str, int]:
    meeting, form = queries.get_meeting(meeting_id), SignUpForm()
    if not form.validate_on_submit():
        return show_page(meeting_id, problem=_("Say it in fewer words."), act="sign_up"), 422
    try:
        state = operations.sign_up(
            meeting,
            access_needs=form.access_needs.data or "",
            actor=current_actor(),
            now=clock.now(),
        )
    except (rules.CannotSignUp, process_rules.NotOpen) as problem:
        return show_page(meeting_id, problem=str(problem), act="sign_up"), 422
    told = _("You have a seat.") if state is SeatState.SEATED else _("You are in line for a seat.")
    flash(told, "done")
    return redirect(url_for("meetings.show", meeting_id=meeting_id))


@blueprint.post("/<int:meeting_id>/rinuncia")
@access(Access.MEMBER)
def withdraw(meeting_id: int) -> Response | tuple[str, int]:
    meeting = queries.get_meeting(meeting_id)
    try:
        operations.withdraw(meeting, actor=current_actor(), now=clock.now())
    except rules.CannotSignUp as problem:
        return show_page(meeting_id, problem=str(problem)), 422
    flash(_("Your seat is free again."), "done")
    return redirect(url_for("meetings.show", meeting_id=meeting_id))
