"""Letting go of somebody who is to be forgotten."""

from sqlalchemy import delete, select

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.notifications.models import Follow, Notification, NotificationPreference
from auriga_web.notifications.operations.following import unfollow


def forget_person(person_id: int) -> None:
    """Delete what a person was told, what they follow and how they wanted to be told."""
    followed = select(Follow.subject_kind, Follow.subject_id).where(Follow.person_id == person_id)
    for kind, subject_id in db.session.execute(followed).all():
        unfollow(kind=kind, subject_id=subject_id, actor=Actor(person_id=person_id))
    for table in (Notification, NotificationPreference):
        db.session.execute(delete(table).where(table.person_id == person_id))
