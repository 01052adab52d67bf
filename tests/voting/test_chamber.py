"""Bodies vote in the open: with their name, their reason and their conflict of interest."""

from dataclasses import replace

import pytest

from auriga_web.core import clock
from auriga_web.core.access import NotAllowed
from auriga_web.voting.operations import casting, chamber, closing
from auriga_web.voting.queries import chamber_votes, published
from auriga_web.voting.rules.choices import InvalidBallot
from tests.factories.organisations import OrganisationFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, DURING, acting, open_poll, voter


@pytest.fixture
def poll(db):
    return open_poll()


@pytest.fixture
def body():
    return OrganisationFactory(name="Ruote Amiche")


@pytest.fixture
def spokesperson(body):
    return replace(
        acting(voter(ComuneFactory())),
        body_id=body.id,
        body_kind="association",
        body_role="representative",
        body_name=body.name,
    )


def vote(poll, actor, *chosen, now=DURING, reason="", conflict=""):
    chamber.vote_in_chamber(
        poll.id, chosen={1: chosen}, reason=reason, conflict=conflict, actor=actor, now=now
    )


class TestVoteInChamber:
    def test_counts_once_for_a_body_that_changes_its_mind(self, poll, body, spokesperson):
        vote(poll, spokesperson, 1)
        vote(poll, spokesperson, 2, reason="Serve prima.", conflict="La gestiremmo noi.")

        (stated,) = chamber_votes.stated_in_public(poll.id)

        assert stated["choice"] == "2"
        assert stated["conflict"] == "La gestiremmo noi."

    def test_is_never_added_to_the_citizens(self, db, poll, spokesperson):
        vote(poll, spokesperson, 1)
        closing.close_poll(poll.id, now=CLOSES)

        outcome = published.outcome_of(poll)

        assert outcome["questions"][0]["ballots"] == 0
        assert outcome["chamber"][0]["body"] == "Ruote Amiche"

    def test_is_for_those_who_represent_a_body(self, poll, spokesperson):
        with pytest.raises(NotAllowed):
            vote(poll, replace(spokesperson, body_role="editor"), 1)

    def test_is_only_while_the_vote_is_open(self, poll, spokesperson):
        with pytest.raises(casting.NotOpenNow):
            vote(poll, spokesperson, 1, now=CLOSES)

    def test_keeps_to_the_rules_of_the_question(self, poll, spokesperson):
        with pytest.raises(InvalidBallot):
            vote(poll, spokesperson)


class TestPages:
    @pytest.fixture(autouse=True)
    def _as_spokesperson(self, app, monkeypatch, spokesperson):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        monkeypatch.setitem(app.extensions, "auriga_actor_resolver", lambda: spokesperson)

    def test_vote_without_javascript(self, client, poll):
        page = client.get(f"/votazioni/{poll.id}/camera")
        answer = client.post(f"/votazioni/{poll.id}/camera", data={"q1": "2", "reason": "Sì."})
        again = client.get(f"/votazioni/{poll.id}/camera")

        assert page.status_code == 200
        assert answer.status_code == 303
        assert again.text.count(" checked") == 1

    def test_say_who_has_voted_and_not_what(self, client, poll, spokesperson):
        vote(poll, spokesperson, 2, reason="Un motivo.")

        page = client.get(f"/votazioni/{poll.id}").text

        assert "Ruote Amiche" in page
        assert "Un motivo." not in page

    def test_keep_what_was_typed(self, client, poll):
        answer = client.post(f"/votazioni/{poll.id}/camera", data={"reason": "Un motivo."})

        assert answer.status_code == 422
        assert "Un motivo." in answer.text
