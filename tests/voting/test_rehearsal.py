"""A rehearsal: as a real vote, marked everywhere, and kept nowhere."""

import pytest
from sqlalchemy import select

from auriga_web.core.database import Base
from auriga_web.voting.queries.preparation import configuration_of
from auriga_web.voting.rules.choices import InvalidBallot
from auriga_web.voting.rules.codes import LENGTH
from auriga_web.voting.rules.rehearsal import INVENTED, rehearse
from tests.factories.accounts import PersonFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import draft_poll, frozen_poll, open_poll, voter


@pytest.fixture
def comune():
    comune = ComuneFactory()
    voter(comune)
    return comune


class TestRehearse:
    @pytest.mark.parametrize("method", ["approval", "single"])
    def test_counts_as_a_real_vote_does(self, comune, method):
        configuration = configuration_of(draft_poll(comune, method=method, maximum=1))

        tried = rehearse(configuration, {1: [2]}, poll_id=1, seed=3)

        own = [line for line in tried.lines if line.code == tried.codes[1]]
        assert [line.choice for line in own] == ["2"]
        assert len(tried.lines) == tried.ballots == tried.tallies[0].ballots == INVENTED + 1
        assert len({line.code for line in tried.lines}) == INVENTED + 1
        assert all(len(line.code) == LENGTH for line in tried.lines)

    def test_invents_only_valid_ballots(self, comune):
        configuration = configuration_of(draft_poll(comune, minimum=2, maximum=2))

        tried = rehearse(configuration, {1: [1, 3]}, poll_id=1, seed=5)

        assert {line.choice.count("+") for line in tried.lines} == {1}

    def test_refuses_what_a_real_vote_refuses(self, comune):
        configuration = configuration_of(draft_poll(comune, minimum=2))

        with pytest.raises(InvalidBallot):
            rehearse(configuration, {1: [1]}, poll_id=1, seed=1)


class TestPage:
    @pytest.mark.parametrize("make", [draft_poll, frozen_poll, open_poll])
    def test_keeps_nothing_and_says_what_it_is(self, db, sign_in, comune, make):
        poll = make(comune)
        browser = sign_in(PersonFactory(facilitator=True))

        def everything():
            return {
                table.name: db.session.execute(select(table)).all()
                for table in Base.metadata.sorted_tables
            }

        before = everything()
        pages = [
            browser.get(f"/votazioni/{poll.id}/prova"),
            browser.post(f"/votazioni/{poll.id}/prova", data={"q1": ["1"]}),
            browser.post(f"/votazioni/{poll.id}/prova", data={}),
        ]

        assert [page.status_code for page in pages] == [200, 200, 422]
        assert all("Questa è una prova." in page.text for page in pages)
        assert all("PROVA: " in page.text for page in pages)
        assert everything() == before

    @pytest.mark.parametrize("trait", ["verified", "operator", "guarantor"])
    def test_is_for_those_who_prepare_votes(self, sign_in, comune, trait):
        poll = frozen_poll(comune)
        browser = sign_in(PersonFactory(**{trait: True}))

        assert browser.get(f"/votazioni/{poll.id}/prova").status_code == 403
        assert browser.post(f"/votazioni/{poll.id}/prova").status_code == 403

    def test_is_not_there_for_no_vote(self, sign_in):
        browser = sign_in(PersonFactory(facilitator=True))

        assert browser.get("/votazioni/999/prova").status_code == 404
