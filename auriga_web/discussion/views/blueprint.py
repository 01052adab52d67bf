"""Where discussions live."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, url_for
from sqlalchemy import event

from auriga_web.core.access import current_actor, gate
from auriga_web.core.database import db
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


def permalink(comment: Comment) -> str:
    """Return the address that leads to a comment, wherever it stands by then.

    For answers to what was written: its place is found by reading, once others may write again.
    """
    return url_for("discussion.comment", comment_id=comment.id)


def asks_its_subject_often(view: Callable[..., Any]) -> Callable[..., Any]:
    """Keep what is loaded until the decorated view has answered.

    A gate is asked for a title, an address, a permission: each time it finds its thing again, and
    a session alone forgets at once what nobody holds.
    """

    @wraps(view)
    def answer(**arguments: Any) -> Any:
        held: list[object] = []
        session = db.session()

        def hold(_session: object, loaded: object) -> None:
            held.append(loaded)

        event.listen(session, "loaded_as_persistent", hold)
        try:
            return view(**arguments)
        finally:
            event.remove(session, "loaded_as_persistent", hold)

    return answer
