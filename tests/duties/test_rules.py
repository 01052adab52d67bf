from datetime import date, datetime

import pytest

from auriga_web.core.clock import ROME
from auriga_web.duties import rules


class TestNextReading:
    @pytest.mark.parametrize(
        ("now", "due"),
        [
            (datetime(2027, 3, 11, 9, 0), datetime(2027, 3, 12, 13, 0)),
            (datetime(2027, 3, 12, 18, 0), datetime(2027, 3, 15, 13, 0)),
            (datetime(2027, 3, 14, 23, 59), datetime(2027, 3, 15, 13, 0)),
            # Good Friday is a working day; Easter Monday (29 March 2027) is not.
            (datetime(2027, 3, 26, 12, 0), datetime(2027, 3, 30, 13, 0)),
            (datetime(2026, 12, 24, 12, 0), datetime(2026, 12, 28, 13, 0)),
        ],
    )
    def test_is_the_next_working_day_at_13(self, now, due):
        assert rules.next_reading(now.replace(tzinfo=ROME)) == due.replace(tzinfo=ROME)


@pytest.mark.parametrize("day", [(2026, 4, 6), (2027, 3, 29), (2027, 6, 2), (2027, 3, 13)])
def test_offices_are_closed_on_holidays_and_weekends(day):
    assert not rules.is_working_day(date(*day))


def test_ten_working_days_are_two_weeks():
    now = datetime(2027, 5, 3, 10, 0, tzinfo=ROME)

    assert rules.working_days_later(now, 10).date() == date(2027, 5, 17)
