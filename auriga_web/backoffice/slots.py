"""The way in for the guarantor, whom the layout does not count among the staff."""

from flask import render_template

from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills


@fills("page.account")
def way_in(*, actor: Actor) -> str:
    if not actor.is_guarantor or actor.is_staff:
        return ""
    return render_template("backoffice/slots/way_in.html")
