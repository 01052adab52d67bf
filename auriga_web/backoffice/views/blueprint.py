"""Where the staff works."""

from flask import Blueprint, abort

from auriga_web.backoffice import policies
from auriga_web.core.access import Actor, current_actor

blueprint = Blueprint("backoffice", __name__, url_prefix="/personale")


def staff_or_guarantor() -> Actor:
    """Return who works here; others are refused."""
    actor = current_actor()
    if not policies.may_work(actor):
        abort(403)
    return actor
