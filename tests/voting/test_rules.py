"""The pure parts of a vote: encoding, tally, board, ties, states, hidden cells."""

import hashlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.voting.models import PollState
from auriga_web.voting.rules import (
    board,
    choices,
    config,
    states,
    suppression,
)
from auriga_web.voting.rules.limits import CannotUse
from auriga_web.voting.rules.methods import METHODS, method_of

BOARD = "ab" * 32


def question(*, options: int = 4, method: str = "approval", **limits: int) -> config.Question:
    given_limits = {"minimum": 1, "maximum": options, "winners": 1} | limits
    return config.Question(
        no=1,
        text="Which first?",
        method=method,
        options=tuple(option(no) for no in range(1, options + 1)),
        **given_limits,
    )


def option(no: int, cost_cents: int = 0) -> config.Option:
    return config.Option(
        no=no,
        title=f"Option {no}",
        summary="",
        cost_cents=cost_cents,
        initiative_id=None,
        version_no=None,
        text_sha256=None,
    )


def configuration(*questions: config.Question) -> config.Config:
    return config.Config(
        title="Neighbours",
        effect="Consultative.",
        territory="Foligno",
        opens_at="2027-03-01T08:00:00+00:00",
        closes_at="2027-03-18T19:00:00+00:00",
        questions=questions,
    )


class TestChoice:
    @given(st.lists(st.integers(1, 6), unique=True))
    def test_comes_back_from_what_is_written_on_the_board(self, chosen):
        asked = question(options=6, minimum=0)

        written = method_of(asked).encode(asked, chosen)

        assert "," not in written
        assert written in ("-",) or written[0].isdigit()
        assert method_of(asked).decode(written) == tuple(sorted(chosen))
        assert len(written) <= method_of(asked).longest(asked)

    def test_below_the_minimum_says_how_many_are_missing(self):
        asked = question(minimum=3)

        with pytest.raises(choices.InvalidBallot) as refusal:
            method_of(asked).encode(asked, [2])

        assert refusal.value.missing == 2

    @pytest.mark.parametrize("chosen", [[1, 2, 3], [9], [1, 1]])
    def test_refuses_too_many_unknown_and_repeated_options(self, chosen):
        asked = question(maximum=2)

        with pytest.raises(choices.InvalidBallot):
            method_of(asked).encode(asked, chosen)


class TestMethod:
    def test_approval_and_single_are_there(self):
        assert {"approval", "single"} <= set(METHODS)

    @pytest.mark.parametrize(
        "limits", [{"minimum": 5}, {"maximum": 9}, {"winners": 0}, {"minimum": 0}]
    )
    def test_approval_refuses_limits_that_make_no_sense(self, limits):
        with pytest.raises(CannotUse):
            METHODS["approval"].check(question(**limits))

    def test_single_asks_for_exactly_one(self):
        METHODS["single"].check(question(method="single", maximum=1))
        with pytest.raises(CannotUse):
            METHODS["single"].check(question(method="single", maximum=2))


class TestTally:
    @given(st.lists(st.lists(st.integers(1, 5), unique=True, min_size=1), max_size=40))
    def test_counts_every_mark_once(self, ballots):
        asked = question(options=5, winners=2)
        written = [method_of(asked).encode(asked, chosen) for chosen in ballots]

        tally = method_of(asked).tally(asked, written, board_sha256=BOARD)

        assert tally.ballots == len(ballots)
        assert tally.counts == {no: sum(no in chosen for chosen in ballots) for no in range(1, 6)}
        losers = set(tally.counts) - set(tally.winners)
        assert all(
            tally.counts[won] >= tally.counts[lost] for won in tally.winners for lost in losers
        )

    @given(st.lists(st.lists(st.integers(1, 5), unique=True, min_size=1)), st.randoms())
    def test_does_not_depend_on_the_order_of_ballots_or_options(self, ballots, random: Random):
        asked = question(options=5, winners=2)
        written = [method_of(asked).encode(asked, chosen) for chosen in ballots]
        mixed = config.Question(
            **{**vars(asked), "options": tuple(random.sample(asked.options, 5))}
        )

        first = method_of(asked).tally(asked, written, board_sha256=BOARD)
        random.shuffle(written)
        second = method_of(mixed).tally(mixed, written, board_sha256=BOARD)

        assert first == second

    def test_does_not_let_win_what_nobody_chose(self):
        asked = question(winners=3)

        tally = method_of(asked).tally(asked, ["1", "1"], board_sha256=BOARD)

        assert tally.winners == (1,)

    def test_cuts_a_tie_by_the_lower_cost(self):
        asked = config.Question(
            **{**vars(question()), "options": (option(1, 500), option(2, 300), option(3, 400))}
        )

        tally = method_of(asked).tally(asked, ["1", "2", "3"], board_sha256=BOARD)

        assert tally.winners == (2,)
        assert tally.tied == (1, 2, 3)

    def test_draws_lots_from_the_board_at_equal_cost(self):
        asked = question(options=3)
        lots = {no: hashlib.sha256(f"{BOARD}|1|{no}".encode()).hexdigest() for no in (1, 2, 3)}

        tally = method_of(asked).tally(asked, ["1", "2", "3"], board_sha256=BOARD)

        assert tally.winners == (min(lots, key=lots.__getitem__),)


class TestBoard:
    @given(st.randoms())
    def test_has_one_hash_whatever_order_it_was_filled_in(self, random: Random):
        lines = [board.Line(1, f"{no:026d}", "1+2") for no in range(20)]
        mixed = random.sample(lines, 20)

        assert board.text_of(mixed) == board.text_of(lines)

    def test_hash_is_that_of_the_file(self):
        text = board.text_of([board.Line(1, "B" * 26, "2"), board.Line(1, "A" * 26, "-")])

        assert text == f"1,{'A' * 26},-\n1,{'B' * 26},2\n"
        assert board.sha256(text) == hashlib.sha256(text.encode()).hexdigest()

    def test_hides_choices_below_ten_ballots(self):
        assert board.hides_choices(9)
        assert not board.hides_choices(10)

    def test_roll_commitment_binds_the_roll_whatever_its_order(self):
        key = b"r" * 32

        assert board.roll_commitment(key, [1, 2, 3]) == board.roll_commitment(key, [3, 1, 2])
        assert board.roll_commitment(key, [1, 2, 3]) != board.roll_commitment(key, [1, 2, 4])


class TestConfig:
    def test_comes_back_from_its_json(self):
        frozen = configuration(question(), question())

        assert config.from_json(config.to_json(frozen)) == frozen

    def test_has_one_text_and_one_hash(self):
        text = config.to_json(configuration(question()))

        assert config.canonical({"b": 1, "a": "è"}) == '{"a":"è","b":1}'
        assert config.sha256(text) == hashlib.sha256(text.encode()).hexdigest()


class TestState:
    @given(st.sampled_from(PollState), st.sampled_from(PollState))
    def test_never_moves_back_to_what_was_before_the_opening(self, state, to):
        try:
            states.check_move(state, to)
        except states.CannotMove:
            return

        assert to is not PollState.DRAFT
        assert state not in (PollState.CLOSED, PollState.VOID)
        assert (to is PollState.FROZEN) == (state is PollState.DRAFT)

    def test_suspends_and_resumes(self):
        states.check_move(PollState.OPEN, PollState.SUSPENDED)
        states.check_move(PollState.SUSPENDED, PollState.OPEN)


class TestSuppression:
    @given(
        st.dictionaries(
            st.text("abcdef", min_size=1, max_size=2),
            st.lists(st.integers(0, 60), min_size=3, max_size=3),
            max_size=7,
        )
    )
    def test_no_hidden_number_can_be_found_by_subtraction(self, table):
        cells = {key: dict(enumerate(row)) for key, row in table.items()}
        ballots = {key: sum(row.values()) for key, row in cells.items()}

        shown = suppression.visible_cells(cells, ballots)

        for option_no in range(3):
            self._is_safe([(cells[key][option_no], shown[key][option_no]) for key in cells])
        for key in cells:
            self._is_safe([(cells[key][no], shown[key][no]) for no in range(3)])

    def _is_safe(self, line):
        hidden = [real for real, visible in line if visible is None]
        assert all(visible is None or visible >= 10 for _, visible in line)
        if hidden and len(hidden) < len(line):
            assert len(hidden) >= 2
            assert sum(hidden) >= 10

    def test_hides_the_complement_of_nearly_everyone(self):
        shown = suppression.visible_cells(
            {"a": {1: 48, 2: 20}, "b": {1: 30, 2: 30}, "c": {1: 25, 2: 40}},
            {"a": 50, "b": 60, "c": 80},
        )

        assert shown["a"][1] is None
        assert shown["c"][2] == 40

    def test_hides_small_rows_with_the_next_smallest(self):
        assert suppression.visible_totals({"a": 3, "b": 40, "c": 20}) == {
            "a": None,
            "b": 40,
            "c": None,
        }
