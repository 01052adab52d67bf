"""What needs show on other features' pages."""

from flask import render_template

from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills
from auriga_web.needs import queries
from auriga_web.organisations.models import Organisation


@fills("organisation.below")
def said_by_body(*, organisation: Organisation, actor: Actor) -> str:
    said = queries.list_said_by(organisation.id)
    return render_template(
        "needs/slots/said_by_body.html",
        answers=[one for one in said if one.what == "answer"],
        positions=[one for one in said if one.what == "position"],
    )
