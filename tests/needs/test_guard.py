"""The guard: what had better not stand in a public text, how to say it, and how long it takes."""

import re
import string

import pytest

from auriga_web.needs.rules import guard

PARSER = re._parser


class TestLookOver:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Chiamate il 333 1234567.", [("telephone", "333 1234567")]),
            (
                "Scrivete a rosa.rossi@posta.example, grazie.",
                [("email", "rosa.rossi@posta.example")],
            ),
            ("È RSSMRA80A01D653X.", [("fiscal_code", "RSSMRA80A01D653X")]),
            ("IT60X0542811101000000123456", [("iban", "IT60X0542811101000000123456")]),
            ("Mario è depresso.", [("person", "Mario")]),
            ("Il signor Quadrelli è stato arrestato.", [("person", "signor Quadrelli")]),
            ("Mio figlio Ewan è in carcere.", [("person", "Ewan")]),
            ("La vede Maria Luisa Bianchi, malata.", [("person", "Maria Luisa Bianchi")]),
        ],
    )
    def test_notices(self, text, found):
        assert [(one.kind, one.words) for one in guard.look_over(text)] == found

    @pytest.mark.parametrize(
        "text",
        [
            "A Foligno chi è malato non trova un medico.",
            "All'Ospedale i malati di Alzheimer aspettano.",
            "Chi ha la demenza a Santa Maria degli Angeli resta solo.",
            "In via Mario Angeloni manca una rampa per chi è invalido.",
            "Nessuno accompagna Anna alle visite.",
            "Siamo in 120, dal 2019, in 3 comuni su 59.",
            "Scrive Dante. Poi c'è chi è malato.",
            "",
        ],
    )
    def test_lets_be(self, text):
        assert guard.look_over(text) == []


class TestReword:
    @pytest.mark.parametrize(
        ("text", "reworded"),
        [
            ("La signora Rossi ha l'Alzheimer.", "Una persona ha l'Alzheimer."),
            (
                "Aiutate la mamma della signora Rossi, malata.",
                "Aiutate la mamma di una persona, malata.",
            ),
            ("Mio figlio Marco è in carcere.", "Mio figlio è in carcere."),
            ("Chiamate il 333 1234567.", "Chiamate il [tolto]."),
            ("Manca un autobus. Luca è malato.", "Manca un autobus. Una persona è malato."),
            ("Manca un autobus la sera.", "Manca un autobus la sera."),
        ],
    )
    def test_says_it_without(self, text, reworded):
        assert guard.reword(text) == reworded

    def test_leaves_nothing_to_notice(self):
        text = "Mario Rossi, malato, 333 1234567, m@x.example, RSSMRA80A01D653X. Anna è in carcere."

        assert guard.look_over(guard.reword(text)) == []

    def test_keeps_what_is_beyond_what_it_reads(self):
        text = "x" * guard.LONGEST_TEXT + " 333 1234567"

        assert guard.reword(text) == text


@pytest.mark.parametrize("text", ["Mio marito mi picchia", "pensa al suicidio", "è uno STALKER"])
def test_knows_what_cannot_wait(text):
    assert guard.is_urgent(text)


def test_does_not_take_all_for_urgent():
    assert not guard.is_urgent("Manca un posto dove andare il pomeriggio.")


def _repeats(parsed):
    """Every repetition in a pattern: how often it may go on, and what is in it."""
    for name, value in parsed:
        if name in {PARSER.MAX_REPEAT, PARSER.MIN_REPEAT}:
            yield value[1], value[2]
            yield from _repeats(value[2])
        elif name is PARSER.SUBPATTERN:
            yield from _repeats(value[3])
        elif name in {PARSER.ASSERT, PARSER.ASSERT_NOT}:
            yield from _repeats(value[1])
        elif name is PARSER.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch)


@pytest.mark.parametrize("kind", guard.PATTERNS)
def test_no_pattern_goes_on_for_ever(kind):
    """At most 64 steps for each repetition, and none repeats what repeats: linear in the text."""
    repeats = list(_repeats(PARSER.parse(guard.PATTERNS[kind].pattern)))

    assert repeats
    for most, inner in repeats:
        assert most <= 64
        assert all(nested == 1 for nested, _ in _repeats(inner))


@pytest.mark.parametrize(
    "text",
    [
        *(letter * 10_000 for letter in string.ascii_letters[:3] + "03@. +-\n'"),
        "a@" * 5_000,
        "a.a-a+" * 1_666,
        "IT00 A 0 0 0 0 0 0 0" * 500,
        "333 123 " * 1_250,
        "AAAAAA00" * 1_250,
        "signora Rossi malata " * 476,
        "Mario " * 1_665 + "malato",
    ],
    ids=lambda text: repr(text[:8]),
)
def test_is_done_with_a_hostile_text(text, time_limit):
    with time_limit(seconds=2):
        assert guard.reword(text) or not text
