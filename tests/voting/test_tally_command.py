"""`auriga tally`: real elections counted from their files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from auriga_web.voting.commands import tally
from tests.voting.test_pabulib import APPROVAL, POINTS_FILE

pytestmark = pytest.mark.once


@pytest.fixture
def wieliczka() -> Path:
    return _real("poland_wieliczka_2023.pb")


@pytest.fixture
def toulouse() -> Path:
    return _real("france_toulouse_2019_.pb")


def _real(name: str) -> Path:
    """Return a real election kept beside the checkout, in `shared/data/pabulib`."""
    for folder in Path(__file__).parents:
        path = folder / "shared" / "data" / "pabulib" / name
        if path.is_file():
            return path
    pytest.skip(f"{name} is not on this machine")


@pytest.fixture
def file(tmp_path):
    def written(text: str) -> str:
        path = tmp_path / "election.pb"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def counted(path, *arguments: str) -> dict[str, object]:
    answer = CliRunner().invoke(tally, [str(path), *arguments, "--json"])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout)


class TestWieliczka:
    def test_has_the_winners_that_the_town_announced(self, wieliczka):
        projects = wieliczka.read_text(encoding="utf-8").split("PROJECTS")[1].split("VOTES")[0]
        lines = projects.splitlines()
        announced = {line.split(";")[0] for line in lines if line.endswith(";1")}

        found = counted(wieliczka, "--rule", "mes-add1", "--utility", "cost")

        assert set(found["selected"]) == announced
        assert len(found["selected"]) == 30
        assert found["spent"] == 995_079


class TestToulouse:
    def test_counts_points(self, toulouse):
        found = counted(toulouse, "--rule", "mes", "--utility", "points")

        assert found["selected"] == "10 20 30 1 6 12 16 18 14 27 7 13 24 26 3".split()
        assert found["spent"] == 312_000

    def test_agrees_with_the_public_library_on_every_rule(self, toulouse):
        from pabutools.election import Additive_Cardinal_Sat, parse_pabulib
        from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares

        from tests.voting.oracle import lower_cost_then_name

        instance, profile = parse_pabulib(str(toulouse))
        for rule, theirs in (
            ("greedy", greedy_utilitarian_welfare),
            ("mes", method_of_equal_shares),
        ):
            expected = theirs(
                instance, profile, Additive_Cardinal_Sat, tie_breaking=lower_cost_then_name
            )
            found = counted(toulouse, "--rule", rule, "--utility", "points")
            assert found["selected"] == [project.name for project in expected]


class TestTally:
    def test_answers_with_one_object(self, file):
        found = counted(file(APPROVAL), "--rule", "greedy", "--utility", "cardinality")

        assert set(found) == {"rule", "utility", "selected", "spent", "seconds"}
        assert (found["rule"], found["utility"]) == ("greedy", "cardinality")
        assert found["selected"] == ["a", "b"]
        assert found["spent"] == 600

    def test_takes_by_votes_or_by_votes_per_euro(self, file):
        text = APPROVAL.replace("4;22;c", "4;22;c\n5;1;c\n6;1;c").replace("1000", "600")

        assert counted(file(text), "--rule", "greedy", "--utility", "cost")["selected"] == ["c"]
        assert counted(file(text), "--rule", "greedy", "--utility", "cardinality")["selected"] == [
            "a",
            "b",
        ]

    def test_breaks_ties_by_id_alone_where_asked(self, file):
        text = APPROVAL.replace("b;300", "b;200").replace("1000", "400")

        assert counted(file(text), "--rule", "greedy")["selected"] == ["b"]
        assert counted(file(text), "--rule", "greedy", "--ties", "id")["selected"] == ["a"]

    def test_writes_a_list_for_people(self, file):
        answer = CliRunner().invoke(
            tally, [file(POINTS_FILE), "--rule", "mes", "--utility", "points"]
        )

        assert answer.exit_code == 0
        assert "2 projects" in answer.output

    @pytest.mark.parametrize("text", ["", "what is this", APPROVAL.replace("budget", "purse")])
    def test_says_of_a_bad_file_what_is_wrong_and_ends_with_2(self, file, text):
        answer = CliRunner().invoke(tally, [file(text), "--json"])

        assert answer.exit_code == 2
        assert "election.pb cannot be counted: " in answer.output
        assert "Traceback" not in answer.output

    def test_ends_with_2_where_there_is_no_file(self, tmp_path):
        assert CliRunner().invoke(tally, [str(tmp_path / "none.pb")]).exit_code == 2
        assert CliRunner().invoke(tally, [str(tmp_path)]).exit_code == 2
