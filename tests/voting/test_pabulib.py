"""Files of elections: what is read, what is forgiven, what is refused and in which words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.voting.rules.counting.election import CARDINALITY, POINTS
from auriga_web.voting.rules.pabulib.reading import BadFile, Ballot, decoded, election_of, read

pytestmark = pytest.mark.once

APPROVAL = """META
key;value
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name
b;300;Panchina
a;300;"Orto; e siepe"
c;500,50;Portico
VOTES
voter_id;age;vote
1;30;a,b
2;;b,a
3;41;
4;22;c
"""
POINTS_FILE = """META
key;value
budget;10
vote_type;scoring
PROJECTS
project_id;cost
1;4
2;6
VOTES
voter_id;vote;points
1;1,2;2,0.5
2;2;3
3;;
"""


class TestRead:
    def test_takes_what_a_file_states(self):
        file = read(APPROVAL)

        assert file.budget == 1000
        assert [(p.id, p.name, p.cost) for p in file.projects] == [
            ("b", "Panchina", 300),
            ("a", "Orto; e siepe", 300),
            ("c", "Portico", Fraction(1001, 2)),
        ]
        assert file.voters == 4
        assert file.ballots[Ballot(projects=("a", "b"), points=None)] == 2
        assert file.ballots[Ballot(projects=(), points=None)] == 1

    def test_takes_points(self):
        file = read(POINTS_FILE)
        election = election_of(file, POINTS)

        assert file.has_points
        assert sorted((g.projects, g.points) for g in election.groups) == [
            ((0, 1), (4, 1)),
            ((1,), (6,)),
        ]
        assert election.voters == 3

    @pytest.mark.parametrize(
        "change",
        [
            lambda text: "\ufeff" + text,
            lambda text: text.replace("\n", "\r\n"),
            lambda text: text.replace("\n", "\r"),
            lambda text: text.replace("META\n", "\n\nmeta;\n").replace("VOTES\n", "Votes ;;\n\n"),
            lambda text: text.replace("budget;1000", 'budget;"1 000,00"'),
            lambda text: text.replace("project_id;cost;name", "project_id; Cost ;name"),
            lambda text: text.replace("1;30;a,b", '1;30;" a , b "'),
            lambda text: text.replace("3;41;\n", "3;41\n"),
            lambda text: text.replace("3;41;\n", "3;41;None\n"),
            lambda text: text + "\n\n",
        ],
    )
    def test_forgives_how_it_is_written(self, change):
        changed = read(decoded(change(APPROVAL).encode()))

        assert election_of(changed, CARDINALITY) == election_of(read(APPROVAL), CARDINALITY)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "no section META"),
            ("hello", "line 1: META should come first"),
            ("META\nkey;value\nbudget;1\n", "no section PROJECTS"),
            (APPROVAL.replace("budget;1000", "unit;x"), "the budget in META is missing"),
            (APPROVAL.replace("1000", "mille"), "the budget in META is not a number: mille"),
            (APPROVAL.replace("1000", "-1"), "the budget in META is below zero"),
            (APPROVAL.replace("1000", "1e999999999"), "is not a number"),
            (APPROVAL.replace(";cost;", ";price;"), "line 6: PROJECTS has no column “cost”"),
            (APPROVAL.replace("b;300", "b;"), "line 7: the cost of project b is missing"),
            (APPROVAL.replace("b;300", "a;300"), "line 8: project a is there twice"),
            (APPROVAL.replace("b;300", ";300"), "line 7: a project without an id"),
            (APPROVAL.replace(";vote\n", ";choice\n"), "line 11: VOTES has no column “vote”"),
            (APPROVAL.replace("4;22;c", "4;22;z"), "line 15: the vote names project z"),
            (POINTS_FILE.replace("2;2;3", "2;2;3,1"), "line 12: 1 projects, but points for 2"),
            (POINTS_FILE.replace("2;2;3", "2;2;x"), "line 12: the points is not a number: x"),
            (APPROVAL + APPROVAL, "two sections META"),
        ],
    )
    def test_says_what_is_wrong_and_where(self, text, said):
        with pytest.raises(BadFile, match=said):
            read(text)

    def test_refuses_what_is_not_text(self):
        with pytest.raises(BadFile, match="not UTF-8"):
            decoded(b"META\xff")

    def test_has_no_points_where_ballots_have_none(self):
        with pytest.raises(BadFile, match="no points"):
            election_of(read(APPROVAL), POINTS)

    def test_sends_ties_to_the_lower_cost_and_then_by_id(self):
        file = read(APPROVAL.replace("c;500,50", "c;20"))

        assert election_of(file, CARDINALITY).places == (2, 1, 0)
        assert election_of(file, CARDINALITY, by_name_alone=True).places == (1, 0, 2)

    @given(st.text(alphabet='METAPROJCSV\n;,"10-vote budgscpi_d\r\0', max_size=200))
    def test_reads_or_refuses_whatever_it_is_given(self, text):
        try:
            file = read(text)
        except BadFile:
            return
        assert file.projects
