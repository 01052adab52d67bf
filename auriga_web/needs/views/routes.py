"""Where these pages live."""

from flask import Blueprint, request

from auriga_web.core.access import current_actor

blueprint = Blueprint("needs", __name__, url_prefix="/bisogni")
themes = Blueprint("themes", __name__, url_prefix="/temi")


def who_writes() -> str:
    """Return for whom what is written is counted: who is signed in, or where it comes from."""
    person_id = current_actor().person_id
    return str(person_id) if person_id is not None else (request.remote_addr or "nowhere")
