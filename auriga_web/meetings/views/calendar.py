"""Meetings as calendars read them."""

from collections.abc import Sequence
from datetime import date

from flask import Response, current_app, url_for
from icalendar import Calendar, Event, Timezone

from auriga_web.core import clock
from auriga_web.core.access import Access, access
from auriga_web.meetings import queries
from auriga_web.meetings.models import Meeting
from auriga_web.meetings.views.blueprint import blueprint


@blueprint.get("/calendario.ics")
@access(Access.VISITOR)
def all_of_them() -> Response:
    return _answer(queries.list_for_calendar(now=clock.now()), "incontri")


@blueprint.get("/<int:meeting_id>/incontro.ics")
@access(Access.VISITOR)
def one(meeting_id: int) -> Response:
    return _answer([queries.get_meeting(meeting_id)], f"incontro-{meeting_id}")


def _answer(meetings: Sequence[Meeting], name: str) -> Response:
    calendar = Calendar()
    calendar.add("prodid", "-//Auriga//Incontri//IT")
    calendar.add("version", "2.0")
    if meetings:
        # Whole years, so that both the hour of summer and that of winter are in them.
        years = {
            moment.year for meeting in meetings for moment in (meeting.starts_at, meeting.ends_at)
        }
        calendar.add_component(
            Timezone.from_tzinfo(
                clock.ROME,
                first_date=date(min(years) - 1, 1, 1),
                last_date=date(max(years) + 1, 12, 31),
            )
        )
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    response = Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _event(meeting: Meeting) -> Event:
    base = current_app.config["PUBLIC_BASE_URL"]
    event = Event()
    event.add("uid", f"incontro-{meeting.id}@{base.split('//')[-1]}")
    event.add("summary", meeting.title)
    event.add("description", meeting.purpose)
    event.add("dtstart", meeting.starts_at.astimezone(clock.ROME))
    event.add("dtend", meeting.ends_at.astimezone(clock.ROME))
    event.add("dtstamp", meeting.cancelled_at or meeting.created_at)
    # Of the address to connect to a calendar says nothing: it is for those who have a seat.
    event.add("location", meeting.place)
    event.add("url", base + url_for("meetings.show", meeting_id=meeting.id))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event
