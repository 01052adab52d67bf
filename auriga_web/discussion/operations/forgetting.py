"""Taking back what somebody said who is to be forgotten."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.discussion.models import Comment, Useful
from auriga_web.discussion.operations.writing import delete_comment


def delete_comments_of(person_id: int, *, now: datetime) -> None:
    """Take back every comment that a person wrote in their own name; placeholders stay."""
    mine = Actor(person_id=person_id)
    for comment in db.session.scalars(
        select(Comment)
        .where(
            Comment.author_id == person_id,
            Comment.deleted_at.is_(None),
            Comment.author_body_id.is_(None),
        )
        .options(joinedload(Comment.thread))
        .order_by(Comment.id)
    ).all():
        delete_comment(comment, actor=mine, now=now)


def forget_marks(person_id: int) -> None:
    """Take away the marks by which a person said that a comment was useful to them."""
    marked = select(Useful.comment_id).where(Useful.person_id == person_id)
    db.session.execute(
        update(Comment)
        .where(Comment.id.in_(marked))
        .values(useful_count=Comment.useful_count - 1)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(Useful).where(Useful.person_id == person_id))
