"""Who may do what with a vote: every kind of actor."""

import pytest

from auriga_web.core.access import VISITOR, Actor, Level, Role
from auriga_web.voting import policies
from auriga_web.voting.models import Poll, PollState
from auriga_web.voting.queries import polls
from tests.factories.territories import ComuneFactory
from tests.factories.voting import draft_poll, frozen_poll, voter

ACTORS = {
    "visitor": VISITOR,
    "registered": Actor(person_id=1, level=Level.REGISTERED),
    "verified": Actor(person_id=1, level=Level.VERIFIED),
    **{
        role.value: Actor(person_id=1, level=Level.VERIFIED, roles=frozenset({role}))
        for role in Role
    },
}
PREPARE = {"facilitator", "administrator"}


def member(kind="association", role="representative", level=Level.VERIFIED):
    return Actor(person_id=1, level=level, body_id=2, body_kind=kind, body_role=role)


@pytest.mark.parametrize("name", ACTORS)
class TestPolicies:
    def test_drafts_are_for_those_who_prepare_votes(self, name):
        assert policies.may_read(ACTORS[name], Poll(state=PollState.DRAFT)) == (name in PREPARE)
        assert policies.may_prepare(ACTORS[name]) == (name in PREPARE)

    def test_everybody_reads_what_is_frozen(self, name):
        assert policies.may_read(ACTORS[name], Poll(state=PollState.FROZEN))

    def test_facilitators_and_administrators_decide(self, name):
        assert policies.may_approve(ACTORS[name]) == (name in PREPARE)
        assert policies.may_suspend(ACTORS[name]) == (name in PREPARE)

    def test_one_and_many_agree_on_who_may_read(self, db, name):
        comune = ComuneFactory()
        voter(comune)
        for poll in (draft_poll(comune), frozen_poll(comune)):
            listed = {row.id for row in polls.list_current_polls(reader=ACTORS[name])}

            assert (poll.id in listed) == policies.may_read(ACTORS[name], poll)


class TestChamber:
    @pytest.mark.parametrize(
        "kind", ["consortium", "cooperative_a", "cooperative_b", "association", "informal_group"]
    )
    def test_is_for_who_represents_a_body(self, kind):
        assert policies.may_vote_in_chamber(member(kind))

    @pytest.mark.parametrize(
        "actor",
        [
            member("institution"),
            member(role="editor"),
            member(role="member"),
            member(level=Level.REGISTERED),
            ACTORS["verified"],
            VISITOR,
        ],
        ids=["institution", "editor", "member", "unverified", "nobody's", "visitor"],
    )
    def test_is_for_nobody_else(self, actor):
        assert not policies.may_vote_in_chamber(actor)
