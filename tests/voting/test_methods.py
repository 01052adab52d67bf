"""Every way of counting: its ballots, its outcome, what it says of it, and its page."""

import json
import subprocess
import sys
from dataclasses import asdict, replace
from random import Random

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from auriga_web.core import clock
from auriga_web.voting.operations import closing
from auriga_web.voting.operations.drafting import OptionDraft
from auriga_web.voting.queries import published
from auriga_web.voting.rules import choices, config, methods, verify
from auriga_web.voting.rules.counting import ballots
from auriga_web.voting.rules.limits import CannotUse
from tests.factories.initiatives import InitiativeFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import CLOSES, DURING, cast, open_poll, voter, voters
from tests.voting.test_rules import BOARD, option

COSTS = (400_00, 500_00, 900_00, 100_00, 300_00)
# What each method asks, and a ballot of five options that fits it.
ASKED = {
    "approval": {"minimum": 1, "winners": 2},
    "single": {"minimum": 1, "maximum": 1},
    "consent": {"minimum": 1, "maximum": 1},
    "ranked": {"minimum": 2},
    "points": {"minimum": 2, "points": 6, "winners": 2},
    "equal_shares_places": {"minimum": 1, "winners": 3},
    "equal_shares_cost": {"minimum": 3, "budget_cents": 1000_00},
    "equal_shares_cardinality": {"minimum": 3, "budget_cents": 1000_00},
    "equal_shares_points": {"minimum": 2, "points": 6, "budget_cents": 1000_00},
    "greedy_votes": {"minimum": 3, "budget_cents": 1000_00},
    "greedy_votes_per_euro": {"minimum": 3, "budget_cents": 1000_00},
}


def question(method: str, **facts: object) -> config.Question:
    count = 3 if method == "consent" else len(COSTS)
    values = {"minimum": 1, "maximum": count, "winners": 1, **ASKED[method], **facts}
    return config.Question(
        no=1,
        text="Which?",
        method=method,
        options=tuple(option(no, COSTS[no - 1]) for no in range(1, count + 1)),
        **values,
    )


def a_ballot(asked: config.Question, random: Random) -> list[int]:
    """Draw a valid ballot."""
    kind = methods.method_of(asked).ballot
    size = random.randint(asked.minimum, asked.maximum)
    if kind == ballots.POINTS:
        size = min(size, asked.points)
        chosen = random.sample(asked.option_nos, size)
        return chosen + [random.choice(chosen) for _ in range(asked.points - size)]
    return random.sample(asked.option_nos, size)


def tally(method: str, *written: str, **facts: object):
    asked = question(method, **facts)
    return methods.method_of(asked).tally(asked, written, board_sha256=BOARD)


class TestEveryMethod:
    def test_is_tried_here(self):
        assert set(methods.METHODS) == set(ASKED)

    @pytest.mark.parametrize("method", ASKED)
    def test_fits_the_question_it_is_for(self, method):
        methods.METHODS[method].check(question(method))

    @pytest.mark.parametrize("method", ASKED)
    def test_reads_what_it_wrote(self, method):
        asked, random = question(method), Random(method)
        for _ in range(50):
            chosen = a_ballot(asked, random)
            written = methods.method_of(asked).encode(asked, chosen)

            read = methods.method_of(asked).decode(written)

            assert "," not in written
            assert sorted(read) == sorted(chosen)
            assert ballots.is_valid(asdict(asked), methods.method_of(asked).ballot, written)
            assert len(written) <= methods.method_of(asked).longest(asked)

    @pytest.mark.parametrize("method", ASKED)
    def test_says_the_same_whatever_the_order_of_the_ballots(self, method):
        asked, random = question(method), Random(method)
        for size in (0, 1, 7, 30):
            written = [
                methods.method_of(asked).encode(asked, a_ballot(asked, random)) for _ in range(size)
            ]

            first = methods.method_of(asked).tally(asked, written, board_sha256=BOARD)
            random.shuffle(written)
            second = methods.method_of(asked).tally(asked, written, board_sha256=BOARD)

            assert first == second
            assert first.ballots == size
            assert json.loads(json.dumps(first.stated())) == first.stated()
            assert set(first.winners) <= set(asked.option_nos)

    @pytest.mark.parametrize(
        "method", [name for name, facts in ASKED.items() if "budget_cents" in facts]
    )
    def test_about_money_spends_no_more_than_there_is(self, method):
        asked, random = question(method), Random(method)
        for size in (3, 12, 40):
            written = [
                methods.method_of(asked).encode(asked, a_ballot(asked, random)) for _ in range(size)
            ]
            found = methods.method_of(asked).tally(asked, written, board_sha256=BOARD)

            assert sum(COSTS[no - 1] for no in found.winners) == found.explained["spent"] <= 1000_00
            assert {line["option"] for line in found.explained["lost"]} == set(
                asked.option_nos
            ) - set(found.winners)

    @pytest.mark.parametrize(
        "method", [name for name, facts in ASKED.items() if "budget_cents" in facts]
    )
    def test_about_money_needs_some_and_costs(self, method):
        free = replace(question(method), options=tuple(option(no) for no in range(1, 6)))
        for asked in (question(method, budget_cents=None), free):
            with pytest.raises(CannotUse):
                methods.METHODS[method].check(asked)

    @pytest.mark.parametrize("method", ["greedy_votes", "equal_shares_cost"])
    def test_about_money_asks_for_three_where_there_are_five(self, method):
        with pytest.raises(CannotUse):
            methods.METHODS[method].check(question(method, minimum=2))

    @pytest.mark.parametrize("groups", [((1,),), ((1, 9),), ((2, 2),)])
    def test_refuses_rivals_that_are_not_two_options(self, groups):
        with pytest.raises(CannotUse):
            methods.METHODS["approval"].check(question("approval", incompatible=groups))


class TestBallots:
    @pytest.mark.parametrize(
        ("method", "choice"),
        [
            ("approval", "2+1"),
            ("approval", "1+1"),
            ("approval", "9"),
            ("approval", "01"),
            ("ranked", "1"),
            ("ranked", "1>1"),
            ("points", "1:1"),
            ("points", "1:4+2:3"),
            ("points", "2:1+1:1"),
            ("points", "1:0+2:1"),
            ("points", "1:999999999+2:1"),
        ],
    )
    def test_know_what_does_not_belong_on_a_board(self, method, choice):
        asked = question(method)

        assert not ballots.is_valid(asdict(asked), methods.method_of(asked).ballot, choice)

    def test_are_written_in_one_way(self):
        assert methods.METHODS["ranked"].encode(question("ranked"), [3, 1, 2]) == "3>1>2"
        assert methods.METHODS["points"].encode(question("points"), [4, 2, 2, 2]) == "2:3+4:1"

    def test_say_that_two_have_the_same_place(self):
        with pytest.raises(choices.InvalidBallot, match="stesso posto"):
            methods.METHODS["ranked"].encode(question("ranked"), [3, 1, 3])

    def test_say_how_many_points_are_too_many(self):
        with pytest.raises(choices.InvalidBallot, match="2 punti di troppo"):
            methods.METHODS["points"].encode(question("points"), [1] * 5 + [2] * 3)


class TestConsent:
    def test_goes_ahead_when_more_say_yes_than_no(self):
        assert tally("consent", "1", "1", "2", "3", "3", "3").winners == (1,)

    def test_does_not_when_they_are_as_many(self):
        assert tally("consent", "1", "2", "3").winners == (2,)

    def test_decides_nothing_when_all_abstain(self):
        assert tally("consent", "3", "3").winners == ()


class TestRanked:
    def test_chooses_who_beats_all_others(self):
        """Option 3 has fewest first places and wins every comparison; the run-off drops it."""
        found = tally("ranked", *["1>3>2"] * 4, *["2>3>1"] * 4, *["3>1>2"] * 1, *["3>2>1"] * 2)

        assert found.winners == (3,)
        assert found.explained["run_off"][-1]["winner"] != 3
        assert found.counts == {1: 4, 2: 4, 3: 3, 4: 0, 5: 0}

    def test_cuts_a_circle_at_its_weakest_link(self):
        """The example of Schulze's own paper, with 45 voters."""
        ballots_of = {
            "1>3>2>5>4": 5, "1>4>5>3>2": 5, "2>5>4>1>3": 8, "3>1>2>5>4": 3,
            "3>1>5>2>4": 7, "3>2>1>4>5": 2, "4>3>5>2>1": 7, "5>2>1>4>3": 8,
        }  # fmt: skip
        found = tally("ranked", *[ranking for ranking, n in ballots_of.items() for _ in range(n)])

        assert found.explained["order"] == [5, 1, 3, 2, 4]
        assert found.winners == (5,)

    def test_ends_the_run_off_with_more_than_half(self):
        found = tally("ranked", *["1>2"] * 4, *["2>3"] * 3, *["3>2"] * 2)

        assert [turn["out"] for turn in found.explained["run_off"]][-2:] == [3, None]
        assert found.explained["run_off"][-1]["winner"] == 2


class TestPoints:
    def test_most_points_win_and_supporters_are_counted_apart(self):
        found = tally("points", "1:5+2:1", "2:3+3:1", "2:1+3:1", winners=1)

        assert found.counts == {1: 5, 2: 5, 3: 2, 4: 0, 5: 0}
        assert found.explained["supporters"] == {"1": 1, "2": 3, "3": 2, "4": 0, "5": 0}
        assert (found.winners, found.tied) == ((1,), (1, 2))


class TestIncompatible:
    @pytest.mark.parametrize(
        "method", ["approval", "equal_shares_places", "greedy_votes", "equal_shares_cost"]
    )
    def test_lets_one_of_a_group_win(self, method):
        found = tally(method, *["1+2+4"] * 9, winners=3, incompatible=((1, 2),))

        assert len({1, 2} & set(found.winners)) == 1
        assert 4 in found.winners


class TestEqualSharesOfPlaces:
    def test_give_a_third_of_the_voters_a_third_of_the_places(self):
        found = tally("equal_shares_places", *["1+2+3"] * 20, *["4+5"] * 10)

        assert set(found.winners) & {4, 5}
        assert len(found.winners) == 3

    def test_fill_what_is_left_by_votes(self):
        found = tally("equal_shares_places", "1", "1", "2", "3", "4")

        assert len(found.winners) == 3
        assert 1 in found.winners


class TestEqualSharesOfMoney:
    def test_say_round_by_round_what_was_paid(self):
        """Ten have 100 euro each: six pay 83.33 each for the second, four pay 75 for the fifth."""
        found = tally("equal_shares_cost", *["2"] * 6, *["5"] * 4, minimum=1, budget_cents=1000_00)
        shares = found.explained["equal_shares"]

        assert set(found.winners) == {2, 5}
        assert shares["share"] == "10000.0000"
        assert [(step["option"], step["price"]) for step in shares["steps"]] == [
            (2, "8333.3333"),
            (5, "7500.0000"),
        ]
        assert found.explained["at_least"] == {"1": 10, "2": 0, "3": 0}

    def test_say_what_the_others_lacked(self):
        found = tally("equal_shares_cost", *["1+2+3"] * 9, "4+5+3", budget_cents=1000_00)
        lacked = {line["option"]: line["lacked"] for line in found.explained["lost"]}

        assert lacked
        assert set(lacked.values()) <= {"votes", "money"}

    def test_let_the_greedy_outcome_stand_if_more_prefer_it(self):
        random = Random("greedy stands")
        seen = set()
        for _ in range(120):
            asked = question(
                "equal_shares_cardinality", minimum=1, budget_cents=random.randint(300, 1500) * 100
            )
            written = [
                methods.method_of(asked).encode(asked, a_ballot(asked, random)) for _ in range(5)
            ]
            found = methods.method_of(asked).tally(asked, written, board_sha256=BOARD)
            comparison = found.explained["comparison"]
            fewer = comparison["equal_shares"] < comparison["greedy"]
            seen.add(comparison["stands"])

            assert comparison["stands"] == ("greedy" if fewer else "equal_shares")
            standing = (
                comparison["greedy_selected"]
                if fewer
                else found.explained["equal_shares"]["selected"]
            )
            assert list(found.winners) == standing
        assert "equal_shares" in seen


@pytest.fixture
def comune():
    comune = ComuneFactory(name="Foligno")
    voters(comune, 14)
    return comune


@pytest.fixture
def closed(comune, db):
    """Hold a vote by a method, to its end."""

    def held(method: str, *, ballots_count: int = 12):
        people = voters(comune, ballots_count)
        asked = ASKED[method]
        options = [
            OptionDraft(title=f"Progetto {no}", cost_cents=COSTS[no - 1]) for no in range(1, 6)
        ]
        poll = open_poll(comune, method=method, options=options, **asked)
        frozen = config.from_json(poll.config_json).questions[0]
        random = Random(method)
        for person in people:
            cast(poll, person, *a_ballot(frozen, random))
        closing.close_poll(poll.id, now=CLOSES)
        db.session.commit()
        return poll

    return held


@pytest.mark.parametrize("method", ASKED)
class TestPublished:
    def test_is_recounted_by_the_program_with_nothing_but_python(self, method, closed, tmp_path):
        poll = closed(method)
        files = {
            "board.csv": published.board_text(poll),
            "result.json": published.result_text(poll),
            "verify.py": published.verifier_text(poll),
        }
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        command = [sys.executable, "-I", "-S", "verify.py", ".", poll.board_sha256]

        right = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

        assert (right.returncode, right.stderr) == (0, ""), right.stdout
        lines = files["board.csv"].split("\n")
        other = next(line[29:] for line in lines[1:] if line and line[29:] != lines[0][29:])
        changed = "\n".join([lines[0][:29] + other, *lines[1:]])
        assert verify.problems(changed, files["result.json"])

    def test_explains_itself_on_its_page(self, method, closed, client, monkeypatch):
        monkeypatch.setattr(clock, "now", lambda: CLOSES)
        poll = closed(method)
        page = client.get(f"/votazioni/{poll.id}")
        explained = client.get(f"/votazioni/{poll.id}/spiegazione")

        assert page.status_code == explained.status_code == 200
        assert "verify.py" in page.text
        if "budget_cents" in ASKED[method]:
            assert f"/votazioni/{poll.id}/spiegazione" in page.text
            assert "maggioranza semplice" in explained.text


class TestExplanation:
    def test_is_there_once_a_vote_is_closed(self, comune, client):
        poll = open_poll(comune)

        assert client.get(f"/votazioni/{poll.id}/spiegazione").status_code == 404
        assert client.get("/votazioni/99999/spiegazione").status_code == 404

    def test_takes_few_statements(self, closed, client, count_queries):
        poll = closed("equal_shares_cost")

        with count_queries() as statements:
            client.get(f"/votazioni/{poll.id}/spiegazione")

        assert len(statements) <= 8, statements


@pytest.mark.parametrize("method", ASKED)
class TestBallotPage:
    def test_takes_a_vote_without_javascript_and_shows_it_again(
        self, method, comune, sign_in, monkeypatch
    ):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        person = voter(comune)
        options = [
            OptionDraft(title=f"Progetto {no}", cost_cents=COSTS[no - 1]) for no in range(1, 6)
        ]
        poll = open_poll(comune, method=method, options=options, **ASKED[method])
        frozen = config.from_json(poll.config_json).questions[0]
        chosen = a_ballot(frozen, Random(method))
        browser = sign_in(person)
        kind = methods.METHODS[method].ballot
        form = {
            ballots.MARKS: {"q1": chosen},
            ballots.RANKING: {f"q1-place-{no}": place for place, no in enumerate(chosen, 1)},
            ballots.POINTS: {f"q1-points-{no}": chosen.count(no) for no in set(chosen)},
        }[kind]

        empty = browser.post(f"/votazioni/{poll.id}/voto", data={"seen": ""})
        answer = browser.post(f"/votazioni/{poll.id}/voto", data={**form, "seen": ""})
        page = browser.get(f"/votazioni/{poll.id}/voto").text

        assert empty.status_code == 422
        assert answer.status_code == 303
        assert page.count(" checked" if kind == ballots.MARKS else " selected") >= len(set(chosen))
        code = browser.post(f"/votazioni/{poll.id}/codice").text
        assert all(frozen.options[no - 1].title in code for no in chosen)


class TestRegistry:
    def test_takes_a_module_and_a_template_and_nothing_else(
        self, tmp_path, monkeypatch, closed, app, client
    ):
        """A rule of fewest marks: one file that counts, one that explains."""
        (tmp_path / "fewest.py").write_text(
            "from auriga_web.voting.rules.counting import limits, marks\n"
            "from auriga_web.voting.rules.counting.ballots import MARKS, read_marks\n\n"
            "NAME = 'fewest'\nBALLOT = MARKS\nfits = limits.fits_marks\n\n\n"
            "def count(question, choices, board_sha256):\n"
            "    outcome = marks.count(question, map(read_marks, choices), board_sha256)\n"
            "    fewest = min(outcome['counts'], key=lambda no: (outcome['counts'][no], no))\n"
            "    return {**outcome, 'winners': [int(fewest)], 'tied': []}\n"
        )
        pages = tmp_path / "pages" / "voting" / "methods"
        pages.mkdir(parents=True)
        (pages / "fewest.html").write_text(
            "{% macro name() %}Fewest{% endmacro %}"
            "{% macro rule_of(question) %}Fewest marks win.{% endmacro %}"
            "{% macro result(question, result) %}The fewest: {{ result.winners[0] }}{% endmacro %}"
        )
        monkeypatch.setattr(methods, "__path__", [*methods.__path__, str(tmp_path)])
        monkeypatch.setattr(
            app.jinja_env,
            "loader",
            ChoiceLoader([app.jinja_env.loader, FileSystemLoader(tmp_path / "pages")]),
        )
        monkeypatch.setitem(ASKED, "fewest", {"minimum": 1})
        monkeypatch.setitem(
            methods.METHODS,
            "fewest",
            next(method for method in methods.discover([str(tmp_path)]) if method.name == "fewest"),
        )
        monkeypatch.setattr(clock, "now", lambda: CLOSES)

        poll = closed("fewest")

        page = client.get(f"/votazioni/{poll.id}")
        assert "The fewest: " in page.text
        assert verify.problems(published.board_text(poll), published.result_text(poll)) == []


class TestStaffForm:
    def test_offers_every_method_and_keeps_what_is_written(self, comune, sign_in, db):
        from tests.factories.accounts import PersonFactory

        browser = sign_in(PersonFactory(facilitator=True))
        page = browser.get("/votazioni/nuova").text
        assert all(f'value="{method}"' in page for method in methods.METHODS)

        answer = browser.post(
            "/votazioni",
            data={
                "title": "Bilancio",
                "effect": "Il consorzio realizza ciò che vince.",
                "territory_id": comune.id,
                "opens_at": "2027-03-01T09:00",
                "closes_at": "2027-03-18T20:00",
                "electorate": "lives",
                "question": "Quali progetti?",
                "method": "equal_shares_cost",
                "plain_options": "Uno\nDue\nTre",
                "minimum": "1",
                "winners": "1",
                "budget": "60000.50",
                "incompatible": "1+3\n2+3",
            },
        )
        edit = browser.get(answer.headers["Location"].replace("preparazione", "modifica")).text

        assert answer.status_code == 303
        assert 'value="60000.50"' in edit
        assert "1+3\n2+3" in edit

    @pytest.mark.parametrize(
        "wrong", [{"budget": "-1"}, {"points": "0"}, {"incompatible": "1 e 3"}]
    )
    def test_says_what_cannot_be_read(self, comune, sign_in, wrong):
        from tests.factories.accounts import PersonFactory

        browser = sign_in(PersonFactory(facilitator=True))

        assert browser.post("/votazioni", data={"title": "x", **wrong}).status_code == 422


class TestConsentDraft:
    def test_asks_three_answers_about_one_initiative(self, comune, client, monkeypatch):
        initiative = InitiativeFactory(frozen=True)
        poll = open_poll(
            comune, method="consent", options=[OptionDraft(initiative_id=initiative.id)]
        )
        asked = config.from_json(poll.config_json).questions[0]

        assert [option.initiative_id for option in asked.options] == [initiative.id, None, None]
        assert (asked.minimum, asked.maximum, asked.winners) == (1, 1, 1)
