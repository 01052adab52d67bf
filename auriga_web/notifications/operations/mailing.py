"""Mails: one for a happening, or one a day with all that waits."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, update

from auriga_web.accounts import queries as accounts
from auriga_web.core import clock
from auriga_web.core.access import Actor, gates
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.notifications import policies, queries, rules
from auriga_web.notifications.models import (
    MailStatus,
    MailWay,
    Notification,
    NotificationPreference,
)
from auriga_web.notifications.queries import Recipient
from auriga_web.notifications.rules import News

StopLink = Callable[[int], str]


def mail_one(news: News, person: Recipient, *, now: datetime, stop_link: StopLink) -> None:
    """Queue the mail of one happening; in a sensitive area it names nothing."""
    assert person.email is not None
    kind, subject_id = news.subject
    with in_language(person.language):
        if _is_sensitive(kind, subject_id) or news.kind in rules.WITHOUT_TITLE:
            subject = text = rules.neutral_subject()
        else:
            text = rules.sentence(news.kind, gates()[kind].title(subject_id))
            subject = text
    link = stop_link(person.person_id)
    queue_mail(
        recipient=person.email,
        person_id=person.person_id,
        kind=news.kind,
        subject=subject,
        template="notifications/mails/news.txt",
        context={"text": text, "path": _path_of(kind, subject_id), "stop_link": link},
        dedupe_key=f"news:{news.key}:{person.person_id}"[:200],
        language=person.language,
        unsubscribe_url=link,
        send_at=rules.send_at(now, zone=clock.ROME, is_quiet_at_night=person.is_quiet_at_night),
        now=now,
    )


def send_digest(person_id: int, *, day: date, now: datetime, stop_link: StopLink) -> bool:
    """Queue the mail of a day with all that waits for somebody; False if they had it already."""
    if not _claim(person_id, day):
        return False
    waiting = queries.list_pending(person_id)
    person = accounts.get_person(person_id)
    preference = queries.find_preference(person_id)
    wants = preference is not None and preference.mail is not MailWay.NONE
    unread = [row for row in waiting if not row.is_read]
    if wants and person.active and person.email and person.confirmed_at:
        with in_language(person.language):
            _queue_digest(person_id, person.email, person.language, unread, day, now, stop_link)
    _settle(waiting)
    return True


def _queue_digest(  # noqa: PLR0917
    person_id: int,
    email: str,
    language: str,
    unread: Sequence[Notification],
    day: date,
    now: datetime,
    stop_link: StopLink,
) -> None:
    messages = [
        (
            rules.neutral_subject() if _is_sensitive(*message.subject) else message.text,
            _path_of(*message.subject),
        )
        for message in queries.messages_of(unread, reader=Actor(person_id=person_id))
        if message.subject is not None
    ]
    if not messages:
        return
    link = stop_link(person_id)
    queue_mail(
        recipient=email,
        person_id=person_id,
        kind="digest",
        subject=_("What happened to what you follow"),
        template="notifications/mails/digest.txt",
        context={"messages": messages, "stop_link": link},
        dedupe_key=f"digest:{person_id}:{day.isoformat()}",
        language=language,
        unsubscribe_url=link,
        now=now,
    )


def _claim(person_id: int, day: date) -> bool:
    claimed = db.session.scalars(
        update(NotificationPreference)
        .where(NotificationPreference.person_id == person_id)
        .where(
            or_(
                NotificationPreference.digest_on.is_(None),
                NotificationPreference.digest_on < day,
            )
        )
        .values(digest_on=day)
        .execution_options(synchronize_session=False)
        .returning(NotificationPreference.person_id)
    ).one_or_none()
    return claimed is not None


def _settle(waiting: Sequence[Notification]) -> None:
    db.session.execute(
        update(Notification)
        .where(Notification.id.in_([row.id for row in waiting]))
        .values(mail=MailStatus.QUEUED)
        .execution_options(synchronize_session=False)
    )


def _is_sensitive(kind: str, subject_id: str) -> bool:
    """Where names are not shown, mails let nobody guess what they are about."""
    shows: Any = getattr(gates().get(kind), "shows_names", None)
    return {kind} <= policies.FOLLOWED_KINDS and shows is not None and not shows(subject_id)


def _path_of(kind: str, subject_id: str) -> Callable[[], str]:
    """Return what finds the address when the mail is written, in its language."""
    return lambda: gates()[kind].url(subject_id)
