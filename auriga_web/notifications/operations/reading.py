"""Marking messages as read, and forgetting old ones."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.notifications.models import Notification, NotificationPreference

KEPT_FOR = timedelta(days=400)


def mark_read(notification: Notification, *, actor: Actor, now: datetime) -> None:
    """Mark one message as read; marking it twice changes nothing."""
    authorise(actor.person_id is not None and notification.person_id == actor.person_id)
    _mark(actor, Notification.id == notification.id, now=now)


def mark_all_read(*, up_to_id: int, actor: Actor, now: datetime) -> None:
    """Mark as read all that the actor has seen: not what came after the page was made."""
    authorise(not actor.is_visitor)
    _mark(actor, Notification.id <= up_to_id, now=now)


def forget_old(*, now: datetime, limit: int = 500) -> int:
    """Delete messages read long ago, and return how many."""
    old = db.session.scalars(
        select(Notification.id)
        .where(Notification.is_read, Notification.created_at < now - KEPT_FOR)
        .limit(limit)
    ).all()
    if old:
        db.session.execute(delete(Notification).where(Notification.id.in_(old)))
    return len(old)


def _mark(actor: Actor, which: ColumnElement[bool], *, now: datetime) -> None:
    marked = db.session.scalars(
        update(Notification)
        .where(Notification.person_id == actor.person_id, Notification.is_read.is_(False), which)
        .values(is_read=True, read_at=now)
        .execution_options(synchronize_session=False)
        .returning(Notification.id)
    ).all()
    if marked:
        db.session.execute(
            update(NotificationPreference)
            .where(NotificationPreference.person_id == actor.person_id)
            .values(unread_count=NotificationPreference.unread_count - len(marked))
            .execution_options(synchronize_session=False)
        )
