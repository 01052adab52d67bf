"""What bodies show on other pages: for whom one acts, in the header."""

from flask import render_template, request, session

from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills


@fills("page.account")
def acting_for(*, actor: Actor) -> str:
    # No question to the database: the session remembers since the sign-in.
    if actor.body_id is None and not session.get("has_bodies"):
        return ""
    # Where a page answers a form, going back to it would ask for that form: the choice opens.
    here = f"{request.script_root}{request.full_path}" if request.method == "GET" else ""
    return render_template("organisations/slots/acting_for.html", actor=actor, here=here)
