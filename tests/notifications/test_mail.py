"""A happening, told, and delivered to a real mail server."""

from datetime import timedelta

import pytest

from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.mail import MailState, OutboxMail, deliver_due_mails
from auriga_web.needs import operations as needs
from tests.factories import NOON, NeedFactory, NotificationPreferenceFactory, PersonFactory


@pytest.fixture
def post_office(app, mailbox, monkeypatch):
    """The mail server on this machine, told to the application."""
    monkeypatch.setitem(app.config, "MAIL_HOST", "127.0.0.1")
    monkeypatch.setitem(app.config, "MAIL_PORT", mailbox.port)
    monkeypatch.setitem(app.config, "MAIL_TLS", False)
    monkeypatch.setitem(app.config, "MAIL_USER", "")
    # The server is the same for every test; what came before is not ours.
    mailbox.messages.clear()
    return mailbox


@pytest.mark.once
class TestDelivery:
    def test_reaches_the_author_with_a_way_to_stop(self, post_office, run_jobs, client, db):
        author = PersonFactory(email="marta@example.com")
        NotificationPreferenceFactory(person_id=author.id)
        need = NeedFactory(published=True, title="Nessuno che accompagni", author=author)
        facilitator = Actor(
            person_id=PersonFactory(facilitator=True).id,
            roles=frozenset({Role.FACILITATOR}),
            level=Level.VERIFIED,
        )
        needs.take_up(need, actor=facilitator, now=NOON)
        run_jobs()
        db.session.commit()

        for _ in range(2):
            deliver_due_mails(NOON)

        (message,) = post_office.messages
        assert message["To"] == "marta@example.com"
        assert "Nessuno che accompagni" in message["Subject"]
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = message["List-Unsubscribe"].strip(" <>")
        assert link in message.get_content()
        assert db.session.query(OutboxMail).one().state is MailState.SENT
        # What the mail program does when its button is pressed.
        answer = client.post(
            link.removeprefix("http://localhost"), data={"List-Unsubscribe": "One-Click"}
        )
        assert answer.status_code == 200

    def test_waits_for_the_morning_for_who_sleeps(self, post_office, run_jobs, db, monkeypatch):
        need = NeedFactory(published=True)
        facilitator = Actor(
            person_id=PersonFactory(facilitator=True).id,
            roles=frozenset({Role.FACILITATOR}),
            level=Level.VERIFIED,
        )
        night = NOON + timedelta(hours=11)
        needs.take_up(need, actor=facilitator, now=night)
        monkeypatch.setattr("auriga_web.core.clock.now", lambda: night)
        run_jobs()
        db.session.commit()

        deliver_due_mails(night)
        assert post_office.messages == []
        deliver_due_mails(night + timedelta(hours=9))

        assert len(post_office.messages) == 1
