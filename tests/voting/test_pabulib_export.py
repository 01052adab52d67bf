"""Closed votes as files of Pabulib: right by its checker, refused where too few voted."""

from datetime import date
from random import Random

import pytest
from pabulib import Checker

from auriga_web.core import clock
from auriga_web.voting.operations import closing
from auriga_web.voting.rules import methods
from auriga_web.voting.rules.counting import budgeting
from auriga_web.voting.rules.counting.ballots import POINTS
from auriga_web.voting.rules.counting.election import COST
from auriga_web.voting.rules.pabulib.reading import election_of, read
from auriga_web.voting.rules.pabulib.writing import write
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, cast, open_poll, voters
from tests.voting.test_methods import ASKED, a_ballot, question
from tests.voting.test_rules import BOARD


class TestWrite:
    @pytest.mark.parametrize("method", [name for name in ASKED if name != "consent"])
    def test_makes_a_file_that_the_checker_of_the_format_finds_right(self, method, capsys):
        asked, random = question(method), Random(method)
        counted = methods.method_of(asked)
        ballots = [
            tuple(counted.decode(counted.encode(asked, a_ballot(asked, random)))) for _ in range(40)
        ]
        written = [counted.encode(asked, list(chosen)) for chosen in ballots]
        outcome = counted.tally(asked, written, board_sha256=BOARD).stated()

        text = write(
            asked,
            ballots,
            outcome,
            kind=counted.ballot,
            title="Bilancio; con «segni»",
            place="Foligno",
            opens_on=date(2027, 3, 1),
            closes_on=date(2027, 3, 18),
        )
        results = Checker().process_files([text])

        assert results["metadata"]["valid"] == 1, results
        file = read(text)
        assert file.voters == 40
        assert file.has_points == (counted.ballot == POINTS)

    def test_counts_again_to_the_same_winners(self):
        asked, random = question("equal_shares_cost"), Random("again")
        counted = methods.method_of(asked)
        for _ in range(20):
            written = [counted.encode(asked, a_ballot(asked, random)) for _ in range(30)]
            outcome = counted.tally(asked, written, board_sha256=BOARD).stated()
            text = write(
                asked,
                [counted.decode(choice) for choice in written],
                outcome,
                kind=counted.ballot,
                title="Bilancio",
                place="Foligno",
                opens_on=date(2027, 3, 1),
                closes_on=date(2027, 3, 18),
            )
            file = read(text)
            found = budgeting.count(election_of(file, COST), rule="mes-add1", utility=COST)

            assert [int(file.projects[p].id) for p in found] == outcome["equal_shares"]["selected"]


class TestFile:
    @pytest.fixture
    def closed(self, db):
        def held(ballots_count: int):
            comune = ComuneFactory(name="Foligno")
            people = voters(comune, ballots_count)
            poll = open_poll(comune)
            for number, person in enumerate(people):
                cast(poll, person, *((1, 2) if number % 3 else (3,)))
            closing.close_poll(poll.id, now=CLOSES)
            db.session.commit()
            return poll

        return held

    def test_is_on_the_page_of_a_vote_in_which_ten_voted(self, closed, client, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: CLOSES)
        poll = closed(10)
        address = f"/votazioni/{poll.id}/domanda-1.pb"

        file = client.get(address)

        assert address in client.get(f"/votazioni/{poll.id}").text
        assert file.status_code == 200
        assert read(file.text).voters == 10
        assert client.get(f"/votazioni/{poll.id}/domanda-2.pb").status_code == 404

    def test_is_refused_where_fewer_voted(self, closed, client, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: CLOSES)
        poll = closed(9)
        address = f"/votazioni/{poll.id}/domanda-1.pb"

        assert client.get(address).status_code == 404
        assert address not in client.get(f"/votazioni/{poll.id}").text

    def test_is_not_there_before_the_close(self, client):
        assert client.get(f"/votazioni/{open_poll().id}/domanda-1.pb").status_code == 404
