"""Tests of mail: rows in the transaction of their cause, sent once by a real SMTP conversation."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.core import mail
from auriga_web.core.database import db as database
from auriga_web.core.mail import MailState, OutboxMail, deliver_due_mails, queue_mail
from tests.factories import NOON


@pytest.fixture
def recipient():
    """Somebody nobody else writes to."""
    return f"{uuid.uuid4().hex}@example.com"


@pytest.fixture
def posting(app, mailbox, monkeypatch):
    """An application whose mail reaches the mailbox."""
    monkeypatch.setitem(app.config, "MAIL_HOST", "127.0.0.1")
    monkeypatch.setitem(app.config, "MAIL_PORT", mailbox.port)
    monkeypatch.setattr(mail, "_rendered", lambda _template, values, _language: values["text"])
    return app


def write(recipient, *, key=None, subject="Ti hanno risposto", text="Perché è così.", **more):
    queue_mail(
        recipient=recipient,
        kind="test",
        subject=subject,
        template="any.txt",
        context={"text": text},
        dedupe_key=key or uuid.uuid4().hex,
        now=NOON,
        **more,
    )
    database.session.commit()


def rows_for(recipient):
    statement = select(OutboxMail).where(OutboxMail.recipient == recipient)
    return database.session.scalars(statement).all()


def delivered_to(mailbox, recipient):
    return [message for message in mailbox.messages if message["To"] == recipient]


class TestQueueMail:
    def test_sends_nothing_by_itself(self, posting, mailbox, recipient):
        write(recipient)

        assert delivered_to(mailbox, recipient) == []

    def test_says_the_same_thing_once(self, posting, recipient):
        write(recipient, key=f"answered {recipient}")
        write(recipient, key=f"answered {recipient}")

        assert len(rows_for(recipient)) == 1

    def test_is_undone_with_its_cause(self, posting, recipient):
        database.session.begin_nested()
        queue_mail(
            recipient=recipient,
            kind="test",
            subject="Mai",
            template="any.txt",
            context={"text": ""},
            dedupe_key=recipient,
            now=NOON,
        )

        database.session.rollback()

        assert rows_for(recipient) == []

    def test_keeps_the_subject_on_one_line(self, posting, recipient):
        write(recipient, subject="Una\r\nBcc: tutti@example.com")

        assert rows_for(recipient)[0].subject == "Una Bcc: tutti@example.com"


class TestDelivery:
    def test_says_what_was_written(self, posting, mailbox, recipient):
        write(recipient, unsubscribe_url="http://localhost/disiscrizione/abc")

        deliver_due_mails(NOON)

        [message] = delivered_to(mailbox, recipient)
        assert message["Subject"] == "Ti hanno risposto"
        assert message.get_content().strip() == "Perché è così."
        assert message["List-Unsubscribe"] == "<http://localhost/disiscrizione/abc>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["Auto-Submitted"] == "auto-generated"

    def test_happens_once(self, posting, mailbox, recipient):
        write(recipient)

        deliver_due_mails(NOON)
        deliver_due_mails(NOON)

        assert len(delivered_to(mailbox, recipient)) == 1
        assert rows_for(recipient)[0].state is MailState.SENT

    def test_waits_for_its_time(self, posting, mailbox, recipient):
        write(recipient, send_at=NOON + timedelta(hours=1))

        deliver_due_mails(NOON)
        assert delivered_to(mailbox, recipient) == []

        deliver_due_mails(NOON + timedelta(hours=1))
        assert len(delivered_to(mailbox, recipient)) == 1

    def test_tries_again_later_under_the_same_name(self, posting, mailbox, recipient):
        write(recipient)
        mailbox.refusals.append("451 Try again later")

        deliver_due_mails(NOON)
        [waiting] = rows_for(recipient)
        assert waiting.state is MailState.QUEUED
        assert "451" in waiting.last_error
        name = waiting.message_id

        deliver_due_mails(NOON)
        assert delivered_to(mailbox, recipient) == []

        deliver_due_mails(NOON + timedelta(minutes=1))
        assert [message["Message-ID"] for message in delivered_to(mailbox, recipient)] == [name]

    def test_of_one_that_fails_does_not_hold_up_the_next(self, posting, mailbox, recipient):
        write(recipient)
        write(recipient, subject="La seconda")
        mailbox.refusals.append("550 No such person")

        deliver_due_mails(NOON)

        assert [message["Subject"] for message in delivered_to(mailbox, recipient)] == [
            "La seconda"
        ]

    def test_of_one_that_cannot_be_written_does_not_hold_up_the_next(
        self, posting, mailbox, recipient
    ):
        write("una\nriga@example.org")
        write(recipient, subject="La seconda")

        deliver_due_mails(NOON)

        assert [message["Subject"] for message in delivered_to(mailbox, recipient)] == [
            "La seconda"
        ]

    def test_ends_where_staff_can_see_it(self, posting, mailbox, recipient):
        write(recipient)
        mailbox.refusals += ["550 No such person"] * mail.MOST_ATTEMPTS

        for attempt in range(mail.MOST_ATTEMPTS):
            deliver_due_mails(NOON + timedelta(hours=2 * attempt))

        assert rows_for(recipient)[0].state is MailState.DEAD
        assert mailbox.refusals == []

    def test_without_a_server_loses_nothing(self, posting, monkeypatch, recipient):
        monkeypatch.setitem(posting.config, "MAIL_PORT", 1)
        write(recipient)

        deliver_due_mails(NOON)

        assert rows_for(recipient)[0].state is MailState.QUEUED
        assert rows_for(recipient)[0].attempts == 0
