"""A lost key, its two custodians, and a database that was restored."""

import re

import pytest
from pypdf import PdfReader

from auriga_web.voting import commands
from auriga_web.voting.models import PollState, TwoPersonAct
from auriga_web.voting.operations import closing, custody
from auriga_web.voting.queries import keys, polls
from auriga_web.voting.rules import sealing
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, DURING, approve, cast, open_poll, voters


@pytest.fixture
def comune(db):
    return ComuneFactory()


@pytest.fixture
def people(comune):
    return voters(comune, 3)


@pytest.fixture
def poll(comune, people):
    return open_poll(comune)


def lose_key(app, poll):
    (app.config["BALLOT_KEY_DIR"] / f"{poll.key_name}.key").unlink()


class TestKey:
    def test_comes_back_from_its_two_halves(self, app, db, poll, people):
        cast(poll, people[0], 1)
        halves = custody.print_shares(poll.id, now=DURING)
        lose_key(app, poll)

        custody.restore_key(poll.id, *halves, now=DURING)

        cast(poll, people[1], 2)
        assert closing.close_poll(poll.id, now=CLOSES)
        kinds = [event.kind for event in polls.list_events(poll.id)]
        assert kinds == ["frozen", "opened", "shares_printed", "key_restored", "closed"]

    @pytest.mark.parametrize("second", ["00" * 32, "not a half", "ab"])
    def test_does_not_come_back_from_anything_else(self, app, poll, people, second):
        cast(poll, people[0], 1)
        first, _second = custody.print_shares(poll.id, now=DURING)
        lose_key(app, poll)

        with pytest.raises(custody.NotTheKey):
            custody.restore_key(poll.id, first, second, now=DURING)

        with pytest.raises(keys.KeyMissing):
            keys.seal_for(poll)

    def test_is_printed_on_two_sheets_that_only_their_owner_reads(self, app, db, poll, tmp_path):
        folder = tmp_path / "custodi"
        halves = custody.print_shares(poll.id, now=DURING)

        sheets = list(commands._write_sheets(poll.id, halves, folder))

        printed = tuple(
            "".join(re.findall(r"\b[0-9a-f]{8}\b", PdfReader(sheet).pages[0].extract_text()))
            for sheet in sheets
        )
        assert [sheet.stat().st_mode & 0o777 for sheet in sheets] == [0o600, 0o600]
        assert printed == halves
        assert sealing.joined_shares(*printed) == keys.ballot_key(poll.key_name)

    def test_that_is_lost_is_said_in_public_once(self, app, poll, people):
        cast(poll, people[0], 1)
        halves = custody.print_shares(poll.id, now=DURING)
        lose_key(app, poll)
        for _sweep in range(2):
            assert closing.close_due_polls(now=CLOSES) == []
        kinds = [event.kind for event in polls.list_events(poll.id)]
        assert kinds.count("key_missing") == 1

        custody.restore_key(poll.id, *halves, now=CLOSES)

        assert closing.close_due_polls(now=CLOSES) == [poll.id]

    def test_is_not_written_over(self, poll):
        halves = custody.print_shares(poll.id, now=DURING)

        with pytest.raises(custody.NotTheKey):
            custody.restore_key(poll.id, *halves, now=DURING)

    def test_is_in_no_half_after_the_close(self, db, poll):
        closing.close_poll(poll.id, now=CLOSES)

        with pytest.raises(keys.KeyMissing):
            custody.print_shares(poll.id, now=CLOSES)


class TestRestore:
    def test_suspends_what_was_open_until_two_persons_decide(self, db, poll, people):
        cast(poll, people[0], 1)

        assert custody.suspend_after_restore(now=DURING) == [poll.id]
        assert poll.state is PollState.SUSPENDED
        assert custody.suspend_after_restore(now=DURING) == []

        approve(poll, TwoPersonAct.RESUMPTION, at=DURING)
        assert poll.state is PollState.OPEN
