"""The staff is reminded of what it owes: once each morning of work, each of their own."""

from datetime import datetime, timedelta

import pytest

from auriga_web.core.clock import ROME
from auriga_web.notifications import operations
from auriga_web.notifications.models import MailWay
from tests.factories import DutyFactory, NotificationPreferenceFactory, PersonFactory

# A Monday.
MORNING = datetime(2027, 3, 15, 8, 30, tzinfo=ROME)
CHRISTMAS = datetime(2026, 12, 25, 9, tzinfo=ROME)


def remind(at=MORNING):
    return operations.remind_staff(now=at, stop_link=lambda person_id: f"http://x/{person_id}")


@pytest.fixture
def moderator():
    return PersonFactory(moderator=True, email="sara@example.com")


class TestReminders:
    def test_say_how_much_is_owed_taken_and_late(self, moderator, mails):
        DutyFactory(due_at=MORNING + timedelta(hours=4), owner_id=moderator.id)
        DutyFactory(due_at=MORNING - timedelta(hours=1))
        DutyFactory(due_at=MORNING + timedelta(days=2))
        DutyFactory(due_at=MORNING, role="facilitator")

        remind()

        (mail,) = mails()
        assert mail.subject == "2 cose da fare entro oggi"
        assert "Prese da te: 1 su 2. In ritardo: 1 su 2." in mail.body
        assert "/personale" in mail.body

    def test_are_not_of_what_a_colleague_has_taken(self, moderator, mails):
        colleague = PersonFactory(moderator=True)
        DutyFactory(due_at=MORNING, owner_id=colleague.id)

        remind()

        assert [mail.person_id for mail in mails()] == [colleague.id]

    def test_come_once_a_day(self, moderator, mails):
        DutyFactory(due_at=MORNING)

        for minutes in (0, 15, 300):
            remind(MORNING + timedelta(minutes=minutes))
        assert len(mails()) == 1
        remind(MORNING + timedelta(days=1))

        assert len(mails()) == 2

    @pytest.mark.parametrize(
        "at",
        [MORNING - timedelta(days=1), MORNING - timedelta(hours=2), CHRISTMAS],
    )
    def test_do_not_come_on_days_of_rest_nor_at_night(self, moderator, mails, at):
        DutyFactory(due_at=at)

        assert remind(at) == 0
        assert mails() == []

    def test_respect_who_wants_no_mail_and_who_does_not_work_here(self, moderator, mails):
        NotificationPreferenceFactory(person_id=moderator.id, mail=MailWay.NONE)
        PersonFactory(verified=True)
        DutyFactory(due_at=MORNING)

        assert remind() == 0
