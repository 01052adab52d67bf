"""Single choice: each voter marks one option; the one with most marks wins."""

from __future__ import annotations

from collections.abc import Sequence

from auriga_web.voting.rules.counting import limits, marks
from auriga_web.voting.rules.counting.ballots import MARKS, Question, read_marks

NAME = "single"
BALLOT = MARKS


def fits(question: Question) -> bool:
    """Tell whether the question asks for one choice and has one winner."""
    limits_of = (question["minimum"], question["maximum"], question["winners"])
    return limits_of == (1, 1, 1) and limits.fits_marks(question)


def count(question: Question, choices: Sequence[str], board_sha256: str) -> marks.Outcome:
    """Return the outcome of the choices on a board."""
    return marks.count(question, map(read_marks, choices), board_sha256)
