"""Where moderation lives."""

from flask import Blueprint, abort

from auriga_web.core.access import NoGate, current_actor, gate

blueprint = Blueprint("moderation", __name__)


def title_and_url(kind: str, subject_id: str) -> tuple[str, str]:
    """Return what a thing is called and where it is; 404 to who does not see it."""
    try:
        about = gate(kind)
    except NoGate:
        abort(404)
    if not about.may_read(current_actor(), subject_id):
        abort(404)
    return about.title(subject_id), about.url(subject_id)
