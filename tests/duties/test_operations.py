"""Tests of duties: owed once, harm before age, settled and reopened."""

from datetime import timedelta

from auriga_web.core.access import Role
from auriga_web.duties import operations, queries
from tests.factories import NOON

DAY = timedelta(days=1)


def owe(subject_id: int, *, due=NOON + DAY, harm: int = 0, now=NOON, kind: str = "need.answer"):
    operations.open_duty(
        kind=kind,
        subject=("need", subject_id),
        role=Role.FACILITATOR,
        due_at=due,
        now=now,
        harm=harm,
    )


def open_ids() -> list[str]:
    return [duty.subject_id for duty in queries.list_open_duties(roles=[Role.FACILITATOR])]


class TestOpenDuty:
    def test_shows_harm_before_age(self):
        owe(1, due=NOON + DAY)
        owe(2, due=NOON + 3 * DAY, harm=2)
        owe(3, due=NOON)

        assert open_ids() == ["2", "3", "1"]

    def test_again_raises_the_harm_and_keeps_the_date(self):
        owe(1, due=NOON + DAY, harm=1)
        owe(1, due=NOON + 9 * DAY, harm=3)
        owe(1, due=NOON + 9 * DAY, harm=0)

        duty = queries.find_duty("need.answer", ("need", 1))

        assert duty is not None
        assert (duty.harm, duty.due_at) == (3, NOON + DAY)

    def test_again_after_it_was_settled_is_a_new_one(self):
        owe(1)
        operations.settle_duty(kind="need.answer", subject=("need", 1), now=NOON)
        owe(1, due=NOON + 9 * DAY, now=NOON + 8 * DAY)

        duty = queries.find_duty("need.answer", ("need", 1))

        assert duty is not None
        assert (duty.done_at, duty.due_at) == (None, NOON + 9 * DAY)

    def test_is_not_shown_to_other_roles(self):
        owe(1)

        assert queries.list_open_duties(roles=[Role.MODERATOR]) == []


class TestSettleDuty:
    def test_takes_it_from_the_inbox_and_reopening_puts_it_back(self):
        owe(1)
        operations.settle_duty(kind="need.answer", subject=("need", 1), now=NOON)
        settled = open_ids()

        operations.reopen_duty(kind="need.answer", subject=("need", 1))

        assert (settled, open_ids()) == ([], ["1"])

    def test_of_one_kind_leaves_the_others(self):
        owe(1)
        owe(1, kind="need.review")

        operations.settle_duty(kind="need.review", subject=("need", 1), now=NOON)

        assert open_ids() == ["1"]


class TestOverdue:
    def test_is_what_is_still_owed_after_its_date(self):
        owe(1, due=NOON - DAY)
        owe(2, due=NOON + DAY)
        owe(3, due=NOON - 2 * DAY)

        overdue = queries.list_overdue(kind="need.answer", now=NOON)

        assert [duty.subject_id for duty in overdue] == ["3", "1"]
