"""What processes show on other features' pages."""

from flask import render_template

from auriga_web.core import clock
from auriga_web.core.access import Actor
from auriga_web.core.page_cache import keep_until
from auriga_web.core.page_slots import fills
from auriga_web.processes import queries, rules

_ON_HOME = 2


@fills("home.now")
def under_way(*, actor: Actor) -> str:
    """Show the processes one can take part in now, what changes soonest first."""
    now = clock.now()
    rows = queries.list_running(now=now, limit=_ON_HOME)
    for row in rows:
        if row.until is not None:
            keep_until(row.until)
    return render_template("processes/slots/home.html", rows=rows, rules=rules, time=now)
