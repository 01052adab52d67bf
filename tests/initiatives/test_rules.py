"""What must hold of initiatives, without a database."""

import hashlib
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.chain.models import StopKind
from auriga_web.initiatives import rules
from auriga_web.initiatives.models import InitiativeState as State

# Every move there is, written out once more: a change of the rules must change this too.
MOVES = {
    (State.IDEA, State.EXPLORATION),
    (State.IDEA, State.REJECTED),
    (State.EXPLORATION, State.CO_DESIGN),
    (State.EXPLORATION, State.REJECTED),
    (State.CO_DESIGN, State.FROZEN),
    (State.CO_DESIGN, State.REJECTED),
    (State.FROZEN, State.IN_VOTE),
    (State.FROZEN, State.CO_DESIGN),
    (State.FROZEN, State.REJECTED),
    (State.IN_VOTE, State.APPROVED),
    (State.IN_VOTE, State.REJECTED),
    (State.IN_VOTE, State.TO_REVISE),
    (State.IN_VOTE, State.FROZEN),
    (State.APPROVED, State.IN_PROGRESS),
    (State.APPROVED, State.REJECTED),
    (State.TO_REVISE, State.CO_DESIGN),
    (State.TO_REVISE, State.REJECTED),
    (State.IN_PROGRESS, State.CONCLUDED),
    (State.CONCLUDED, State.EVALUATED),
}


class TestMoves:
    @pytest.mark.parametrize(("before", "after"), list(product(State, State)))
    def test_are_exactly_these(self, before, after):
        if (before, after) in MOVES:
            rules.check_move(before, after)
        else:
            with pytest.raises(rules.CannotMove) as refusal:
                rules.check_move(before, after)
            assert str(refusal.value).strip()

    @pytest.mark.parametrize("state", State)
    def test_start_at_the_idea_and_reach_every_state(self, state):
        assert state in rules.states_from([State.IDEA])

    @pytest.mark.parametrize("state", [State.REJECTED, State.EVALUATED])
    def test_end_there(self, state):
        assert rules.allowed_moves(state) == ()

    def test_never_reach_a_vote_without_a_frozen_text(self):
        from_here = {before for before, after in MOVES if after is State.IN_VOTE}

        assert from_here == {State.FROZEN}

    def test_never_start_work_without_a_vote(self):
        from_here = {before for before, after in MOVES if after is State.IN_PROGRESS}

        assert from_here == {State.APPROVED}
        assert {before for before, after in MOVES if after is State.APPROVED} == {State.IN_VOTE}


class TestStops:
    @pytest.mark.parametrize(
        ("state", "stop"),
        [
            (State.IDEA, StopKind.INITIATIVE),
            (State.EXPLORATION, StopKind.INITIATIVE),
            (State.CO_DESIGN, StopKind.INITIATIVE),
            (State.FROZEN, StopKind.INITIATIVE),
            (State.TO_REVISE, StopKind.INITIATIVE),
            (State.IN_VOTE, StopKind.VOTE),
            (State.APPROVED, StopKind.VOTE),
            (State.IN_PROGRESS, StopKind.WORK),
            (State.CONCLUDED, StopKind.OUTCOME),
            (State.EVALUATED, StopKind.OUTCOME),
            (State.REJECTED, StopKind.NOT_PURSUED),
        ],
    )
    def test_follow_the_state(self, state, stop):
        assert rules.stop_of(state) is stop


class TestWords:
    @pytest.mark.parametrize("state", State)
    def test_are_there_for_every_state(self, state):
        assert rules.state_label(state)
        assert rules.what_it_means(state)
        assert rules.SENTENCES[state]
        assert rules.state_tone(state)

    def test_of_an_address_name_a_state_or_none(self):
        assert rules.choose_state("co_design") is State.CO_DESIGN
        assert rules.choose_state("nonsense") is None
        assert rules.choose_state(None) is None


class TestText:
    @pytest.mark.parametrize("state", State)
    def test_is_open_until_it_is_frozen(self, state):
        if state in {State.IDEA, State.EXPLORATION, State.CO_DESIGN}:
            rules.check_text_is_open(state)
            rules.check_design_is_open(state)
            rules.check_design_is_open(state, milestones=True)
        else:
            with pytest.raises(rules.CannotMove):
                rules.check_text_is_open(state)
            with pytest.raises(rules.CannotMove):
                rules.check_design_is_open(state)

    @pytest.mark.parametrize("state", [State.APPROVED, State.IN_PROGRESS])
    def test_is_closed_but_milestones_may_be_set(self, state):
        rules.check_design_is_open(state, milestones=True)

    @pytest.mark.parametrize("state", [State.FROZEN, State.IN_VOTE, State.CONCLUDED])
    def test_is_closed_and_so_are_milestones(self, state):
        with pytest.raises(rules.CannotMove):
            rules.check_design_is_open(state, milestones=True)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": "  "},
            {"summary": "Breve."},
            {"body": "Poche parole."},
            {"body": "a" * 20_001},
        ],
    )
    def test_says_enough_and_not_too_much(self, wrong):
        text = {"title": "Titolo", "summary": "s" * 20, "body": "b" * 50}
        rules.check_text(**text)

        with pytest.raises(rules.CannotPropose):
            rules.check_text(**(text | wrong))

    def test_answers_one_to_twenty_needs(self):
        rules.check_needs([1])
        rules.check_needs(range(20))

        with pytest.raises(rules.CannotPropose):
            rules.check_needs([])
        with pytest.raises(rules.CannotPropose):
            rules.check_needs(range(21))

    def test_of_a_no_has_a_reason(self):
        rules.check_reason("Mancano i soldi per tre anni.")

        with pytest.raises(rules.CannotMove):
            rules.check_reason("  no                       ")


def _frozen(**changes):
    facts = {
        "initiative_id": 7,
        "number": 3,
        "title": "Un passaggio",
        "summary": "Volontari che accompagnano.",
        "body": "Primo.\r\n\r\nSecondo.  ",
        "runner": "Cooperativa Esempio",
        "costs": [
            rules.FrozenCost("Carburante", 120_000, 30_050, "Associazione Esempio"),
            rules.FrozenCost("Assicurazione", 45_000, 0, ""),
        ],
    }
    return rules.frozen_text(**(facts | changes))


class TestFrozenText:
    def test_is_this(self):
        assert _frozen() == (
            "Iniziativa 7, versione 3\n"
            "Titolo: Un passaggio\n"
            "In breve: Volontari che accompagnano.\n"
            "Chi la gestirebbe: Cooperativa Esempio\n"
            "\n"
            "Primo.\n\nSecondo.\n"
            "\n"
            "Costi\n"
            "- Carburante: servono 1200,00 euro; Associazione Esempio mette 300,50 euro\n"
            "- Assicurazione: servono 450,00 euro\n"
            "Totale: servono 1650,00 euro; i partner mettono 300,50 euro; "
            "restano da coprire 1349,50 euro\n"
        )

    def test_is_hashed_byte_by_byte(self):
        text = _frozen()

        assert rules.sha256_of(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()

    @pytest.mark.parametrize(
        "change",
        [
            {"initiative_id": 8},
            {"number": 4},
            {"title": "Un altro"},
            {"summary": "Altro."},
            {"body": "Primo.\n\nTerzo."},
            {"runner": ""},
            {"costs": []},
            {"costs": [rules.FrozenCost("Carburante", 120_000, 30_051, "Associazione Esempio")]},
        ],
    )
    def test_has_another_hash_when_anything_changes(self, change):
        assert rules.sha256_of(_frozen(**change)) != rules.sha256_of(_frozen())

    def test_is_the_same_however_letters_are_composed(self):
        assert _frozen(title="Perch\u00e9") == _frozen(title="Perche\u0301")


class TestCosts:
    def test_add_up(self):
        lines = [rules.FrozenCost("a", 100, 30, "x"), rules.FrozenCost("b", 50, 0, "")]

        assert rules.totals(lines) == (150, 30)
        assert rules.totals(lines).to_cover_cents == 120

    @pytest.mark.parametrize(
        ("asked", "brought", "partner"),
        [(-1, 0, None), (100, 101, 1), (100, -1, 1), (100, 50, None), (10**12, 0, None)],
    )
    def test_that_do_not_add_up_are_refused(self, asked, brought, partner):
        with pytest.raises(rules.WrongFigures):
            rules.check_cost(asked_cents=asked, brought_cents=brought, partner_id=partner)

    def test_may_be_nothing(self):
        rules.check_cost(asked_cents=0, brought_cents=0, partner_id=None)


def _side(rows, name):
    return [[tuple(segment) for segment in getattr(row, name)] for row in rows]


class TestDifference:
    def test_marks_the_words_that_changed(self):
        (row,) = rules.compare("Ogni martedì mattina.", "Ogni giovedì mattina.")

        assert [s.text for s in row.before if s.is_changed] == ["martedì"]
        assert [s.text for s in row.after if s.is_changed] == ["giovedì"]
        assert row.is_changed

    def test_puts_paragraphs_side_by_side(self):
        rows = rules.compare("Uno.\n\nDue.", "Uno.\n\nIn mezzo.\n\nDue.")

        assert _side(rows, "before") == [[("Uno.", False)], [], [("Due.", False)]]
        assert _side(rows, "after") == [
            [("Uno.", False)],
            [("In mezzo.", True)],
            [("Due.", False)],
        ]

    @given(st.text(max_size=300), st.text(max_size=300))
    def test_loses_no_word(self, before, after):
        rows = rules.compare(before, after)

        def words(text):
            return [line.strip() for line in text.split("\n") if line.strip()]

        def side(name):
            lines = ["".join(segment.text for segment in getattr(row, name)) for row in rows]
            return [line for line in lines if line]

        assert side("before") == words(before.replace("\r\n", "\n"))
        assert side("after") == words(after.replace("\r\n", "\n"))

    @pytest.mark.parametrize("piece", ["a ", "ab", "a\n", "à, ", "aab ab "])
    def test_does_not_take_long_on_what_was_written_to_slow_it_down(self, piece):
        before, after = piece * 4000, (piece * 4000)[::-1]
        started = time.process_time()

        rules.compare(before[:20_000], after[:20_000])

        assert time.process_time() - started < 1
