"""Where discussions live."""

from flask import Blueprint, url_for

from auriga_web.core.access import current_actor, gate
from auriga_web.discussion import queries
from auriga_web.discussion.models import Comment

blueprint = Blueprint("discussion", __name__, url_prefix="/discussioni")


def address_of(comment: Comment) -> str:
    """Return where a comment can be read: on its subject's page, or further on in the thread."""
    cursor = queries.find_place(comment, reader=current_actor())
    if cursor is None:
        page = gate(comment.thread.subject_kind).url(comment.thread.subject_id)
    else:
        page = url_for("discussion.show", thread_id=comment.thread_id, da=cursor)
    return f"{page}#c{comment.id}"
