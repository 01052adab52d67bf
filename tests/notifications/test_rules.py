"""When a message goes by mail, and the link that stops it."""

from datetime import UTC, date, datetime

import pytest

from auriga_web.core.clock import ROME
from auriga_web.notifications import rules
from auriga_web.notifications.models import MailStatus, MailWay

SECRET = "not-a-secret-but-long-enough"


class TestMailStatus:
    @pytest.mark.parametrize(
        ("way", "hour", "day", "status"),
        [
            (MailWay.IMMEDIATE, 0, 0, MailStatus.QUEUED),
            (MailWay.IMMEDIATE, 4, 19, MailStatus.QUEUED),
            (MailWay.IMMEDIATE, 5, 5, MailStatus.PENDING),
            (MailWay.IMMEDIATE, 0, 20, MailStatus.PENDING),
            (MailWay.DAILY, 0, 0, MailStatus.PENDING),
            (MailWay.NONE, 0, 0, MailStatus.NONE),
        ],
    )
    def test_keeps_to_the_limits(self, way, hour, day, status):
        assert (
            rules.mail_status(way, has_address=True, in_last_hour=hour, in_last_day=day) is status
        )

    def test_is_none_without_an_address(self):
        status = rules.mail_status(
            MailWay.IMMEDIATE, has_address=False, in_last_hour=0, in_last_day=0
        )

        assert status is MailStatus.NONE


def _rome(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=ROME)


class TestSendAt:
    @pytest.mark.parametrize(
        ("now", "then"),
        [
            (_rome(12, 8), _rome(12, 8)),
            (_rome(12, 20, 59), _rome(12, 20, 59)),
            (_rome(12, 21), _rome(13, 8)),
            (_rome(12, 3), _rome(12, 8)),
            # The night in which clocks go forward.
            (_rome(27, 23), _rome(28, 8)),
        ],
    )
    def test_lets_people_sleep(self, now, then):
        found = rules.send_at(now.astimezone(UTC), zone=ROME, is_quiet_at_night=True)

        assert found == then

    def test_is_at_once_for_who_wants_it(self):
        now = _rome(12, 3)

        assert rules.send_at(now, zone=ROME, is_quiet_at_night=False) == now


class TestDigestDay:
    def test_is_today_by_day_and_none_by_night(self):
        assert rules.digest_day(_rome(12, 8), zone=ROME) == date(2027, 3, 12)
        assert rules.digest_day(_rome(12, 7, 59), zone=ROME) is None
        assert rules.digest_day(_rome(12, 21), zone=ROME) is None


class TestToken:
    def test_says_whose_mail_to_stop(self):
        token = rules.unsubscription_token(7, secret=SECRET)

        assert rules.read_unsubscription(token, secret=SECRET) == 7

    @pytest.mark.parametrize("token", ["", "7", "Nw.x", "a.b.c"])
    def test_of_somebody_else_is_refused(self, token):
        with pytest.raises(rules.WrongToken):
            rules.read_unsubscription(token, secret=SECRET)

    def test_is_good_for_nothing_else_and_nothing_else_for_it(self):
        from itsdangerous import URLSafeSerializer

        for other in (
            URLSafeSerializer(SECRET, salt="another").dumps(7),
            URLSafeSerializer(SECRET, salt="notifications.unsubscription").dumps("7"),
        ):
            with pytest.raises(rules.WrongToken):
                rules.read_unsubscription(other, secret=SECRET)


class TestNews:
    def test_survives_the_queue(self):
        news = rules.News(
            kind="need_taken_up",
            key="k",
            subject=("need", "7"),
            around=("need", "8"),
            at=_rome(12, 9),
            audience=rules.Audience.EVERYONE,
            actor_id=3,
            person_ids=(1, 2),
        )

        import json

        assert rules.News.from_arguments(json.loads(json.dumps(news.as_arguments()))) == news


class TestSentences:
    @pytest.mark.parametrize("kind", rules.KINDS)
    def test_name_the_thing_or_nothing(self, kind):
        said = rules.sentence(kind, "Il titolo")

        assert ("Il titolo" in said) == (kind not in rules.WITHOUT_TITLE)
        assert "%(" not in said
