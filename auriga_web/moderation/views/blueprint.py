"""Where moderation lives."""

from flask import Blueprint, abort

from auriga_web.core.access import current_actor, gate
from auriga_web.moderation import policies

blueprint = Blueprint("moderation", __name__)


def title_and_url(kind: str, subject_id: str) -> tuple[str, str]:
    """Return what a thing is called and where it is; 404 to who does not see it."""
    if not policies.may_report(current_actor(), kind, subject_id):
        abort(404)
    about = gate(kind)
    return about.title(subject_id), about.url(subject_id)
