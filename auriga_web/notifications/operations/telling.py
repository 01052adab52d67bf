"""Telling people of a happening: each once, never who did it, nothing they may not read."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core import clock
from auriga_web.core.access import VISITOR, Actor
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.job_queue import enqueue
from auriga_web.notifications import policies, queries, rules
from auriga_web.notifications.models import MailStatus, Notification, NotificationPreference
from auriga_web.notifications.operations.mailing import mail_one
from auriga_web.notifications.queries import Recipient
from auriga_web.notifications.rules import Audience, News

# How many are told in one transaction; the rest are told by a job that follows.
CHUNK = 200


def tell(
    news: News,
    *,
    now: datetime,
    stop_link: Callable[[int], str],
    after_id: int = 0,
) -> int:
    """Tell the next persons of a happening, and return how many had not been told.

    Safe twice: one row per person and happening. `stop_link` makes the link that stops a person's
    mail.
    """
    if news.comment_id is not None and not queries.is_comment_public(news.comment_id):
        return 0
    today = now.astimezone(clock.ROME).date()
    found = queries.list_recipients(news, after_id=after_id, limit=CHUNK, today=today)
    if not found:
        return 0
    if len(found) == CHUNK:
        _go_on_later(news, found[-1].person_id, now=now)
    people = _allowed(news, found)
    if not people:
        return 0
    _ensure_preferences([person.person_id for person in people])
    lately = queries.mails_lately([person.person_id for person in people], now=now)
    statuses = {
        person.person_id: rules.mail_status(
            person.way,
            has_address=person.email is not None,
            in_last_hour=lately.get(person.person_id, (0, 0))[0],
            in_last_day=lately.get(person.person_id, (0, 0))[1],
        )
        for person in people
    }
    told = _write(news, statuses, now=now)
    for person in people:
        if person.person_id in told and statuses[person.person_id] is MailStatus.QUEUED:
            mail_one(news, person, now=now, stop_link=stop_link)
    return len(told)


def _allowed(news: News, found: Sequence[Recipient]) -> Sequence[Recipient]:
    kind, subject_id = news.subject
    if policies.may_be_told(VISITOR, kind, subject_id):
        return found
    if news.audience is Audience.EVERYONE:
        # Hidden in the meantime: nobody is told, not even those who could still open it.
        return []
    return [
        person
        for person in found
        if policies.may_be_told(Actor(person_id=person.person_id), kind, subject_id)
    ]


def _go_on_later(news: News, last_id: int, *, now: datetime) -> None:
    enqueue(
        "notifications.tell",
        now=now,
        key=f"tell:{news.kind}:{news.key}:{last_id}",
        news=news.as_arguments(),
        after_id=last_id,
    )


def _ensure_preferences(person_ids: Sequence[int]) -> None:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    db.session.execute(
        insert(NotificationPreference)
        .values([{"person_id": person_id} for person_id in person_ids])
        .on_conflict_do_nothing()
    )


def _write(news: News, statuses: dict[int, MailStatus], *, now: datetime) -> set[int]:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    told = set(
        db.session.scalars(
            insert(Notification)
            .values(
                [
                    {
                        "person_id": person_id,
                        "event_key": news.key,
                        "kind": news.kind,
                        "subject_kind": news.subject[0],
                        "subject_id": news.subject[1],
                        "created_at": news.at,
                        "mail": status,
                    }
                    for person_id, status in statuses.items()
                ]
            )
            .on_conflict_do_nothing(index_elements=["person_id", "event_key"])
            .returning(Notification.person_id)
        )
    )
    if told:
        db.session.execute(
            update(NotificationPreference)
            .where(NotificationPreference.person_id.in_(told))
            .values(unread_count=NotificationPreference.unread_count + 1)
            .execution_options(synchronize_session=False)
        )
    return told
