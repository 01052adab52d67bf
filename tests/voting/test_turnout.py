"""How many have voted, as far as it may be known."""

from datetime import timedelta

import pytest

from auriga_web.voting.operations import turnout
from auriga_web.voting.rules.turnout import rounded
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, DURING, cast, open_poll, voters


@pytest.fixture
def poll(db):
    comune = ComuneFactory()
    people = voters(comune, 13)
    poll = open_poll(comune)
    for person in people:
        cast(poll, person, 1)
    return poll


@pytest.mark.parametrize(("cast_count", "shown"), [(0, 0), (9, 0), (10, 10), (47, 40)])
def test_is_rounded_down_to_tens(cast_count, shown):
    assert rounded(cast_count) == shown


def test_is_written_once_an_hour(db, poll):
    turnout.show_turnouts(now=DURING)
    db.session.expire_all()
    first = poll.turnout_at

    turnout.show_turnouts(now=DURING + timedelta(minutes=59))
    db.session.expire_all()
    assert (poll.turnout_shown, poll.turnout_at) == (10, first)

    turnout.show_turnouts(now=DURING + timedelta(hours=1))
    db.session.expire_all()
    assert poll.turnout_at > first


def test_is_not_looked_at_after_the_close(db, poll):
    turnout.show_turnouts(now=CLOSES)
    db.session.expire_all()

    assert poll.turnout_at is None
