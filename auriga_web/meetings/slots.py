"""What meetings show on other features' pages."""

from collections.abc import Sequence

from flask import render_template

from auriga_web.core import clock
from auriga_web.core.access import Actor
from auriga_web.core.page_cache import keep_until
from auriga_web.core.page_slots import fills
from auriga_web.meetings import policies, queries

_ON_HOME = 2


@fills("home.now")
def coming(*, actor: Actor) -> str:
    """Show the next meetings one can come to."""
    rows = queries.list_coming(now=clock.now(), limit=_ON_HOME)
    for row in rows:
        keep_until(row.ends_at)
    return _rendered("meetings/slots/home.html", rows)


@fills("process.body")
def of_a_process(*, process, actor: Actor) -> str:
    """Show the meetings of a process, those that were and those to come."""
    return _rendered("meetings/slots/of_thing.html", queries.list_of_process(process.id))


@fills("process.staff")
def call_one_for_a_process(*, process, actor: Actor) -> str:
    """Lead those who call meetings to a call for this process."""
    if not policies.may_call(actor) or process.state != "open":
        return ""
    return render_template("meetings/slots/call.html", process=process)


@fills("initiative.aside")
def of_an_initiative(*, initiative, actor: Actor) -> str:
    """Show the meetings about an initiative."""
    return _rendered("meetings/slots/of_thing.html", queries.list_of_initiative(initiative.id))


def _rendered(template: str, rows: Sequence[queries.MeetingRow]) -> str:
    return render_template(template, rows=rows, time=clock.now()) if rows else ""
