"""What somebody was told, and what they follow."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, or_, select
from sqlalchemy.exc import NoResultFound

from auriga_web.accounts.models import Person
from auriga_web.core import keyset
from auriga_web.core.access import Actor, gates
from auriga_web.core.database import db
from auriga_web.notifications import rules
from auriga_web.notifications.models import (
    Follow,
    MailStatus,
    MailWay,
    Notification,
    NotificationPreference,
)

PAGE_SIZE = 20
MOST_IN_A_DIGEST = 40
A_WEEK = timedelta(days=7)
_PLACE = (bool, int)


class Message(NamedTuple):
    """A notification as it is shown. Without a subject there is nothing to open any more."""

    id: int
    text: str
    at: datetime
    is_read: bool
    subject: tuple[str, str] | None


def unread_count(person_id: int) -> int:
    """Return how many messages somebody has not read; one statement."""
    count = db.session.scalar(
        select(NotificationPreference.unread_count).where(
            NotificationPreference.person_id == person_id
        )
    )
    return count or 0


def unread_beside() -> ScalarSelect[Any]:
    """Return the same as a scalar beside a person, for the statement that every request makes."""
    return (
        select(NotificationPreference.unread_count)
        .where(NotificationPreference.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )


def find_preference(person_id: int) -> NotificationPreference | None:
    """Return how a person wants to be told; None if they never said."""
    return db.session.get(NotificationPreference, person_id)


def get_notification(notification_id: int, *, reader: Actor) -> Notification:
    """Return a notification of the reader's own.

    :raises NoResultFound: if they have none with this id.
    """
    return db.session.scalars(
        select(Notification).where(
            Notification.id == notification_id, Notification.person_id == reader.person_id
        )
    ).one()


def list_messages(
    *, reader: Actor, cursor: str | None = None, limit: int = PAGE_SIZE
) -> keyset.Page[Message]:
    """Return what the reader was told: unread first, then newest first."""
    statement = select(Notification).where(Notification.person_id == reader.person_id)
    place = keyset.decode(cursor, kinds=_PLACE)
    if place is not None:
        is_read, last_id = place
        later = Notification.is_read.is_(is_read) & (Notification.id < last_id)
        if not is_read:
            later = or_(later, Notification.is_read.is_(True))
        statement = statement.where(later)
    rows = db.session.scalars(
        statement.order_by(Notification.is_read, Notification.id.desc()).limit(limit + 1)
    ).all()
    page = keyset.take(rows, limit=limit, key=lambda row: (row.is_read, row.id))
    return keyset.Page(messages_of(page.rows, reader=reader), page.next_cursor)


def list_pending(person_id: int) -> Sequence[Notification]:
    """Return what waits for somebody's next digest, oldest first."""
    return db.session.scalars(
        select(Notification)
        .where(Notification.person_id == person_id, Notification.mail == MailStatus.PENDING)
        .order_by(Notification.id)
        .limit(MOST_IN_A_DIGEST)
    ).all()


def list_persons_awaiting_digest(*, day: date, limit: int) -> Sequence[int]:
    """Return persons with something to read who had no digest on this day, or this week, yet."""
    return db.session.scalars(
        select(Notification.person_id)
        .join(
            NotificationPreference,
            NotificationPreference.person_id == Notification.person_id,
        )
        .where(Notification.mail == MailStatus.PENDING)
        .where(
            or_(
                NotificationPreference.digest_on.is_(None),
                NotificationPreference.digest_on <= day - A_WEEK,
                (NotificationPreference.mail != MailWay.WEEKLY)
                & (NotificationPreference.digest_on < day),
            )
        )
        .distinct()
        .order_by(Notification.person_id)
        .limit(limit)
    ).all()


def list_follows(*, reader: Actor) -> Sequence[tuple[str, str, str]]:
    """Return what the reader follows and may still see: kind, id and title, newest first."""
    rows = db.session.scalars(
        select(Follow)
        .where(Follow.person_id == reader.person_id)
        .order_by(Follow.id.desc())
        .limit(200)
    ).all()
    subjects = [(row.subject_kind, row.subject_id) for row in rows]
    held = _load(subjects)
    titles = [(kind, key, _title((kind, key), reader)) for kind, key in subjects]
    del held
    return [(kind, key, title) for kind, key, title in titles if title is not None]


def messages_of(rows: Sequence[Notification], *, reader: Actor) -> Sequence[Message]:
    """Return notifications in words, in the language of who reads; two statements at most.

    What its reader may no longer see is not named.
    """
    held = _load((row.subject_kind, row.subject_id) for row in rows)
    messages = [_message(row, reader) for row in rows]
    # Until here the session held every subject, so that no gate asked the database.
    del held
    return messages


def _message(row: Notification, reader: Actor) -> Message:
    subject = (row.subject_kind, row.subject_id)
    names_it = row.kind not in rules.WITHOUT_TITLE
    title = _title(subject, reader) if names_it else ""
    if row.kind not in rules.KINDS or title is None or not _may_read(subject, reader):
        return Message(row.id, rules.no_longer_there(), row.created_at, row.is_read, None)
    text = rules.sentence(row.kind, title)
    return Message(row.id, text, row.created_at, row.is_read, subject)


def _may_read(subject: tuple[str, str], reader: Actor) -> bool:
    known = gates().get(subject[0])
    return known is not None and known.may_read(reader, subject[1])


def _title(subject: tuple[str, str], reader: Actor) -> str | None:
    if not _may_read(subject, reader):
        return None
    try:
        return gates()[subject[0]].title(subject[1])
    except NoResultFound:
        return None


def _load(subjects: Iterable[tuple[str, str]]) -> list[object]:
    """Let gates read their things in one statement each; the caller holds on to them."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, key in subjects:
        by_kind[kind].add(key)
    held: list[object] = []
    for kind, keys in by_kind.items():
        read_many = getattr(gates().get(kind), "read_many", None)
        if read_many is not None:
            held.append(read_many(sorted(keys)))
    return held
