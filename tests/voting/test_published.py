"""The published files: the program recounts them, and notices a changed byte."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auriga_web.voting.models import ChamberVote
from auriga_web.voting.operations import closing
from auriga_web.voting.queries import published
from auriga_web.voting.rules import verify
from tests.factories.organisations import OrganisationFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, DURING, cast, open_poll, voters


@pytest.fixture
def poll(db):
    comune = ComuneFactory(name="Foligno")
    people = voters(comune, 14)
    poll = open_poll(comune, winners=2)
    db.session.add(
        ChamberVote(
            poll_id=poll.id,
            question_no=1,
            organisation_id=OrganisationFactory(name="Ruote Amiche").id,
            choice="1",
            cast_by_id=people[0].id,
            cast_at=DURING,
        )
    )
    for number, person in enumerate(people[:12]):
        cast(poll, person, 1, *((2,) if number % 2 else (3,)))
    closing.close_poll(poll.id, now=CLOSES)
    db.session.commit()
    return poll


@pytest.fixture
def files(poll):
    return published.board_text(poll), published.result_text(poll)


class TestVerifier:
    def test_finds_nothing_wrong(self, files):
        assert verify.problems(*files) == []

    def test_still_does_after_the_key_is_destroyed(self, db, poll, files, monkeypatch):
        monkeypatch.setattr(closing, "_tidy_storage", lambda: None)
        closing.destroy_key_of_closed(poll.id, now=CLOSES)

        assert verify.problems(files[0], published.result_text(poll)) == []

    def test_runs_by_itself_with_nothing_but_python(self, tmp_path, poll, files):
        for name, text in zip(("board.csv", "result.json"), files, strict=True):
            (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / "verify.py").write_text(published.verifier_text(poll), encoding="utf-8")
        command = [sys.executable, "-I", "-S", "verify.py", "."]

        right = subprocess.run(
            [*command, poll.board_sha256], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        wrong = subprocess.run(
            [*command, "0" * 64], cwd=tmp_path, capture_output=True, text=True, check=False
        )

        assert (right.returncode, wrong.returncode) == (0, 1)
        assert right.stdout.startswith("OK")

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(place=st.integers(0, 10**9), change=st.integers(1, 127), of_board=st.booleans())
    def test_notices_one_changed_byte(self, files, place, change, of_board):
        text = bytearray(files[0 if of_board else 1].encode())
        text[place % len(text)] ^= change
        changed = text.decode("utf-8", errors="replace")

        assert verify.problems(changed if of_board else files[0], files[1] if of_board else changed)

    def test_refuses_a_rule_that_it_does_not_know(self, files):
        method = json.loads(files[1])["config"]["questions"][0]["method"]

        assert verify.problems(files[0], files[1].replace(f'"{method}"', '"no_such_rule"'))

    def test_notices_a_result_that_was_signed_again(self, files):
        """Whoever changes the count and every hash after it still fails on the rule."""
        result = json.loads(files[1])
        result["outcome"]["questions"][0]["winners"] = [3, 2]
        previous = verify.sha256(f"poll|{result['poll']}")
        for event in result["events"]:
            if event["kind"] == "closed":
                event["payload"]["outcome_sha256"] = verify.sha256(
                    verify.canonical(result["outcome"])
                )
            event["prev_sha256"] = previous
            body = {key: event[key] for key in ("seq", "kind", "at", "payload")}
            event["sha256"] = previous = verify.sha256(previous + verify.canonical(body))

        found = verify.problems(files[0], verify.published(result))

        assert found == ["question 1: the rule gives other winners"]

    def test_says_that_files_which_are_not_a_result_cannot_be_read(self, files):
        assert verify.problems(files[0], "{}")
        assert verify.problems(files[0], "not json")


class TestResult:
    def test_holds_no_person_and_no_hour_of_a_vote(self, poll, files):
        result = json.loads(files[1])

        assert set(result) == {"config", "events", "format", "outcome", "poll"}
        assert [event["kind"] for event in result["events"]] == ["frozen", "opened", "closed"]
        assert result["outcome"]["chamber"][0]["body"] == "Ruote Amiche"

    def test_counts_citizens_apart_from_bodies(self, poll, files):
        question = json.loads(files[1])["outcome"]["questions"][0]

        assert question["counts"] == {"1": 12, "2": 6, "3": 6}
        assert question["ballots"] == 12

    def test_hides_small_cells(self, poll):
        table = published.outcome_of(poll)["by"]["territory"]["1"]

        assert table == {"Foligno": {"0": 12, "1": None, "2": None, "3": None}}
