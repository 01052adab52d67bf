"""Following a thing, and no longer."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.needs import operations as needs
from auriga_web.notifications import policies
from auriga_web.notifications.models import Follow


def follow(*, kind: str, subject_id: str, actor: Actor, now: datetime) -> None:
    """Follow a thing; following it twice changes nothing.

    :raises NotAllowed: if the actor cannot read it, or it cannot be followed.
    """
    authorise(policies.may_follow(actor, kind, subject_id))
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    added = db.session.execute(
        insert(Follow)
        .values(person_id=actor.person_id, subject_kind=kind, subject_id=subject_id, at=now)
        .on_conflict_do_nothing()
        .returning(Follow.id)
    ).one_or_none()
    if added is not None:
        _count(kind, subject_id, 1)


def unfollow(*, kind: str, subject_id: str, actor: Actor) -> None:
    """Follow a thing no longer, whether or not one may still read it."""
    authorise(not actor.is_visitor)
    removed = db.session.execute(
        delete(Follow)
        .where(Follow.person_id == actor.person_id, Follow.subject_kind == kind)
        .where(Follow.subject_id == subject_id)
        .returning(Follow.id)
    ).one_or_none()
    if removed is not None:
        _count(kind, subject_id, -1)


def _count(kind: str, subject_id: str, change: int) -> None:
    if kind == "need":
        needs.shift_follow_count(int(subject_id), change)
