"""Keeping the number of comments right, and telling who keeps it too."""

from sqlalchemy import update

from auriga_web.core.database import db, lock_writers
from auriga_web.core.events import announce
from auriga_web.discussion.events import CommentsCounted
from auriga_web.discussion.models import Comment, Thread


def lock(comment: Comment) -> None:
    """Hold a comment until the end of the transaction, and know whether it is in sight now.

    Else two who act at once would each believe that they changed it, and count it twice.
    """
    db.session.flush()
    lock_writers()
    db.session.refresh(comment, ["held_at", "hidden_at", "deleted_at"], with_for_update=True)


def count(thread_id: int, *, change: int) -> None:
    """Change how many comments of a thread everybody can read."""
    kind, subject_id, comment_count = db.session.execute(
        update(Thread)
        .where(Thread.id == thread_id)
        .values(comment_count=Thread.comment_count + change)
        .returning(Thread.subject_kind, Thread.subject_id, Thread.comment_count)
    ).one()
    announce(CommentsCounted(subject_kind=kind, subject_id=subject_id, comment_count=comment_count))
