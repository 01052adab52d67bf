from datetime import date

import pytest

from auriga_web.services import rules


class TestNextReview:
    def test_is_a_year_ahead(self):
        assert rules.next_review(date(2027, 3, 12)) == date(2028, 3, 12)

    def test_of_a_leap_day_is_the_last_of_february(self):
        assert rules.next_review(date(2028, 2, 29)) == date(2029, 2, 28)


class TestRunner:
    def test_has_a_name(self):
        rules.check_runner(run_by="Comune di Foligno")

    def test_may_not_be_missing(self):
        with pytest.raises(rules.NobodyRunsIt):
            rules.check_runner(run_by="  ")
