"""What takes two persons: their roles at the moment of the act, and the database that insists."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from auriga_web.accounts.operations import roles
from auriga_web.core.access import Role
from auriga_web.voting.models import Poll, PollState, TwoPersonAct
from auriga_web.voting.operations import deciding, stopping
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON
from tests.factories.territories import ComuneFactory
from tests.factories.voting import (
    CLOSES,
    DURING,
    acting,
    administrator,
    facilitator,
    frozen_poll,
    open_poll,
    voter,
)


@pytest.fixture
def poll():
    comune = ComuneFactory()
    voter(comune)
    return frozen_poll(comune)


def approve_opening(poll, actor):
    return deciding.approve(poll.id, TwoPersonAct.OPENING, {}, actor=actor, now=NOON)


class TestApproval:
    def test_of_somebody_who_lost_the_role_since_counts_no_longer(self, db, poll):
        first = PersonFactory(facilitator=True)
        approve_opening(poll, acting(first, Role.FACILITATOR))
        roles.take_role(first.id, Role.FACILITATOR, actor=administrator(), now=NOON)

        assert not approve_opening(poll, administrator()).is_done
        assert poll.state is PollState.FROZEN
        assert approve_opening(poll, facilitator()).is_done

    def test_of_somebody_whose_account_is_closed_counts_no_longer(self, db, poll):
        first = PersonFactory(facilitator=True)
        approve_opening(poll, acting(first, Role.FACILITATOR))
        first.active = False
        db.session.commit()

        assert not approve_opening(poll, administrator()).is_done

    def test_counts_with_the_role_it_was_given_in(self, db, poll):
        first = PersonFactory(facilitator=True)
        approve_opening(poll, acting(first, Role.FACILITATOR))
        roles.give_role(first.id, Role.ADMINISTRATOR, actor=administrator(), now=NOON)

        # Two facilitators: that the first is an administrator by now was not so when they approved.
        assert not approve_opening(poll, facilitator()).is_done


class TestDatabase:
    def refuses(self, db, poll, **values):
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Poll).where(Poll.id == poll.id).values(**values))
        return True

    def test_opens_nothing_for_one_person(self, db, poll):
        values = {"state": PollState.OPEN, "roll_size": 1, "roll_commit": "0" * 64}
        assert self.refuses(db, poll, **values)

        approve_opening(poll, facilitator())

        assert self.refuses(db, poll, **values)

    def test_resumes_nothing_for_one_person(self, db):
        poll = open_poll()
        stopping.suspend_poll(poll.id, reason="Guasto.", actor=facilitator(), now=DURING)
        deciding.approve(poll.id, TwoPersonAct.RESUMPTION, {}, actor=facilitator(), now=DURING)

        assert self.refuses(db, poll, state=PollState.OPEN)

    @pytest.mark.parametrize(
        "values",
        [{"state": PollState.VOID}, {"closes_at": CLOSES + timedelta(hours=1)}],
    )
    def test_neither_voids_nor_extends_for_nobody(self, db, values):
        assert self.refuses(db, open_poll(), **values)

    def test_does_not_take_what_two_persons_did_before_for_something_new(self, db):
        poll = open_poll()
        stopping.suspend_poll(poll.id, reason="Guasto.", actor=facilitator(), now=DURING)
        for actor in (facilitator(), administrator()):
            deciding.approve(poll.id, TwoPersonAct.RESUMPTION, {}, actor=actor, now=DURING)
        stopping.suspend_poll(poll.id, reason="Ancora.", actor=facilitator(), now=DURING)

        assert self.refuses(db, poll, state=PollState.OPEN)

    @pytest.mark.parametrize("state", [PollState.DRAFT, PollState.FROZEN])
    def test_moves_no_vote_back(self, db, state):
        assert self.refuses(db, open_poll(), state=state)
