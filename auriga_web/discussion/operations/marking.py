"""Saying that a comment is useful, and no longer saying so."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.language import gettext as _
from auriga_web.discussion import policies
from auriga_web.discussion.models import Comment, Useful


def mark_useful(comment: Comment, *, actor: Actor, now: datetime) -> None:
    """Count one more person who finds a comment useful; twice counts once.

    :raises NotAllowed: if it is their own, or out of sight.
    """
    authorise(
        policies.may_find_useful(actor, comment),
        _("You cannot mark this comment: it is yours, or it is no longer there."),
    )
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    added = db.session.execute(
        insert(Useful)
        .values(comment_id=comment.id, person_id=actor.person_id, at=now)
        .on_conflict_do_nothing()
        .returning(Useful.comment_id)
    ).one_or_none()
    if added is not None:
        _count(comment, change=1)


def unmark_useful(comment: Comment, *, actor: Actor) -> None:
    """Take the mark away; without a mark nothing changes.

    :raises NotAllowed: if it is their own, or out of sight.
    """
    authorise(policies.may_find_useful(actor, comment))
    removed = db.session.execute(
        delete(Useful)
        .where(Useful.comment_id == comment.id, Useful.person_id == actor.person_id)
        .returning(Useful.comment_id)
    ).one_or_none()
    if removed is not None:
        _count(comment, change=-1)


def _count(comment: Comment, *, change: int) -> None:
    comment.useful_count = db.session.execute(
        update(Comment)
        .where(Comment.id == comment.id)
        .values(useful_count=Comment.useful_count + change)
        .returning(Comment.useful_count)
        .execution_options(synchronize_session=False)
    ).scalar_one()
