"""When an operator answers: on working days from 9 to 13, in Italy, whatever the season."""

from datetime import datetime

import pytest

from auriga_web.core.clock import ROME
from auriga_web.duties.rules import is_staffed


@pytest.mark.parametrize(
    ("moment", "staffed"),
    [
        ("2027-03-12 08:59:59", False),
        ("2027-03-12 09:00", True),
        ("2027-03-12 12:59:59", True),
        ("2027-03-12 13:00", False),
        ("2027-07-12 09:00", True),
        ("2027-03-13 10:00", False),
        ("2027-03-14 10:00", False),
        ("2027-03-29 10:00", False),
        ("2027-12-08 10:00", False),
    ],
)
def test_operators_answer_in_the_morning_of_working_days(moment, staffed):
    assert is_staffed(datetime.fromisoformat(moment).replace(tzinfo=ROME)) is staffed
