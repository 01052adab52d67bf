"""Tests of what routes ask of who comes."""

import itertools

import pytest
from flask import Flask

from auriga_web.core import access
from auriga_web.core.access import VISITOR, Access, Actor, Level, Role, may_enter

MEMBER = Actor(person_id=1, level=Level.REGISTERED)
VERIFIED = Actor(person_id=1, level=Level.VERIFIED)


def holding(*roles: Role) -> Actor:
    return Actor(person_id=1, level=Level.VERIFIED, roles=frozenset(roles))


ACTORS = {
    "visitor": VISITOR,
    "member": MEMBER,
    "verified": VERIFIED,
    **{role.value: holding(role) for role in Role},
}
ENTERS = {
    Access.VISITOR: set(ACTORS),
    Access.MEMBER: set(ACTORS) - {"visitor"},
    Access.VERIFIED: set(ACTORS) - {"visitor", "member"},
    Access.STAFF: {"operator", "moderator", "facilitator", "administrator"},
    Access.OPERATOR: {"operator", "administrator"},
    Access.MODERATOR: {"moderator", "administrator"},
    Access.FACILITATOR: {"facilitator", "administrator"},
    Access.ADMINISTRATOR: {"administrator"},
    Access.GUARANTOR: {"guarantor"},
}


@pytest.mark.parametrize(("needed", "who"), list(itertools.product(Access, ACTORS)))
def test_each_kind_of_actor_enters_where_it_may_and_nowhere_else(needed, who):
    assert may_enter(ACTORS[who], needed) is (who in ENTERS[needed])


class TestTheGuard:
    @pytest.fixture
    def guarded(self):
        app = Flask(__name__)
        app.config["TESTING"] = False
        access.init_app(app)

        @app.get("/silent")
        def silent():
            return "in"

        @app.get("/members")
        @access.access(Access.MEMBER)
        def members():
            return "in"

        return app

    def test_closes_a_route_that_declares_nothing(self, guarded):
        assert guarded.test_client().get("/silent").status_code == 500

    def test_sends_a_visitor_away_from_a_members_route(self, guarded):
        assert guarded.test_client().get("/members").status_code == 401

    def test_lets_a_member_in(self, guarded):
        access.resolve_actors_with(guarded, lambda: MEMBER)

        assert guarded.test_client().get("/members").data == b"in"


class TestGate:
    def test_of_an_unknown_kind_is_closed(self):
        with pytest.raises(access.NoGate):
            access.gate("a kind that nobody answers for")


class TestAuthorise:
    def test_raises_what_the_reader_is_told(self):
        with pytest.raises(access.NotAllowed, match="Ask the author"):
            access.authorise(False, "Ask the author.")

    def test_says_nothing_when_allowed(self):
        access.authorise(True, "never shown")
