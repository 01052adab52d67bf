"""Mail, written as rows in the transaction of its cause and sent by the worker.

At least once: a server that accepted a mail and then lost the line gets it again, under the same
`Message-ID`.
"""

import logging
import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy import Index, String, Text, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base, db, is_postgresql
from auriga_web.core.job_queue.queue import every
from auriga_web.core.language import in_language

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
_LONGEST_PAUSE = timedelta(minutes=60)
_log = logging.getLogger("auriga.mail")


class MailState(StrEnum):
    """Where a mail stands; `DEAD` ones are shown to staff."""

    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"


class OutboxMail(Base):
    """A mail to send, or that was sent."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_due", "state", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(String(320))
    # No foreign key: a mail may go to somebody who has no account, and core knows no persons.
    person_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    unsubscribe_url: Mapped[str | None] = mapped_column(String(500))
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None]

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that a twice-sent mail can be recognised."""
        host = current_app.config["PUBLIC_BASE_URL"].split("://", 1)[1].split(":")[0]
        return f"<{sha256(self.dedupe_key.encode()).hexdigest()[:32]}@{host}>"


def queue_mail(
    *,
    recipient: str,
    kind: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    dedupe_key: str,
    now: datetime,
    person_id: int | None = None,
    language: str = "it",
    unsubscribe_url: str | None = None,
    send_at: datetime | None = None,
) -> None:
    """Write a mail in the present transaction; the same `dedupe_key` is never written twice.

    `template` is a text template (`needs/mails/answered.txt`); it is rendered now, in `language`.
    """
    body = _rendered(template, context, language)
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    statement = insert(OutboxMail).values(
        recipient=recipient,
        person_id=person_id,
        kind=kind,
        subject=" ".join(subject.split())[:300],
        body=body,
        unsubscribe_url=unsubscribe_url,
        dedupe_key=dedupe_key,
        state=MailState.QUEUED,
        created_at=now,
        next_at=send_at or now,
        attempts=0,
    )
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"]))


def _rendered(template: str, context: dict[str, Any], language: str) -> str:
    """Render as for a visitor of the public address: links are whole, and lead to the language."""
    base_url = current_app.config["PUBLIC_BASE_URL"] + ("/en" if language == "en" else "")
    flask_app = current_app._get_current_object()  # type: ignore[attr-defined]
    with in_language(language), flask_app.test_request_context(base_url=base_url):
        body: str = current_app.jinja_env.get_template(template).render(**context)
    return body


@every(seconds=2, name="mail.deliver")
def deliver_due_mails(now: datetime, *, limit: int = 50) -> None:
    """Send the mails that are due, over one connection; a failure delays only its own mail."""
    if not current_app.config["MAIL_HOST"]:
        return
    due = db.session.scalars(
        select(OutboxMail.id)
        .where(OutboxMail.state == MailState.QUEUED, OutboxMail.next_at <= now)
        .where((OutboxMail.lease_until.is_(None)) | (OutboxMail.lease_until < now))
        .order_by(OutboxMail.next_at, OutboxMail.id)
        .limit(limit)
    ).all()
    db.session.rollback()
    if not due:
        return
    try:
        server = _connect()
    except OSError as problem:
        _log.warning("The mail server cannot be reached: %s", problem)
        return
    with server:
        for mail_id in due:
            _claim_and_send(server, mail_id, now)


def _claim_and_send(server: smtplib.SMTP, mail_id: int, now: datetime) -> None:
    claimed = db.session.execute(
        update(OutboxMail)
        .where(OutboxMail.id == mail_id, OutboxMail.state == MailState.QUEUED)
        .where((OutboxMail.lease_until.is_(None)) | (OutboxMail.lease_until < now))
        .values(lease_until=now + LEASE, attempts=OutboxMail.attempts + 1)
        .returning(OutboxMail.id)
    ).one_or_none()
    db.session.commit()
    if claimed is None:
        return
    mail = db.session.get_one(OutboxMail, mail_id, populate_existing=True)
    try:
        server.send_message(_message(mail, now))
        values: dict[str, Any] = {"state": MailState.SENT, "sent_at": now, "last_error": None}
    # What cannot even be written as a message fails alone too.
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        is_last = mail.attempts >= MOST_ATTEMPTS
        values = {
            "state": MailState.DEAD if is_last else MailState.QUEUED,
            "next_at": now + min(timedelta(minutes=1) * 2 ** (mail.attempts - 1), _LONGEST_PAUSE),
            "last_error": f"{type(problem).__name__}: {problem}"[:2000],
        }
    db.session.execute(
        update(OutboxMail).where(OutboxMail.id == mail_id).values(lease_until=None, **values)
    )
    db.session.commit()


def _message(mail: OutboxMail, now: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = current_app.config["MAIL_SENDER"]
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.body)
    return message


def _connect() -> smtplib.SMTP:
    config = current_app.config
    server = smtplib.SMTP(config["MAIL_HOST"], config["MAIL_PORT"], timeout=20)
    if config["MAIL_TLS"]:
        server.starttls(context=ssl.create_default_context())
    if config["MAIL_USER"]:
        server.login(config["MAIL_USER"], config["MAIL_PASSWORD"])
    return server
