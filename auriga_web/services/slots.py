"""What services show on other features' pages."""

from flask import render_template

from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills
from auriga_web.organisations.models import Organisation
from auriga_web.services import queries


@fills("organisation.below")
def run_by(*, organisation: Organisation, actor: Actor) -> str:
    return render_template(
        "services/slots/run_by.html", services=queries.list_run_by(organisation.id)
    )
