"""What the portal says on other features' pages: what happens next, in plain words."""

from flask import render_template

from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills
from auriga_web.initiatives.models import Initiative
from auriga_web.needs.models import Need
from auriga_web.portal.rules import next_of_initiative, next_of_need


@fills("need.aside")
def next_step_of_need(*, need: Need, actor: Actor) -> str:
    return _shown(next_of_need(need.state)) if need.hidden_at is None else ""


@fills("initiative.aside")
def next_step_of_initiative(*, initiative: Initiative, actor: Actor) -> str:
    return _shown(next_of_initiative(initiative.state)) if initiative.is_public else ""


def _shown(text: str) -> str:
    return render_template("portal/slots/next.html", text=text) if text else ""
