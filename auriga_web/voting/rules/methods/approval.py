"""Approval: each voter marks as many options as they like within the limits; most marks win."""

from __future__ import annotations

from collections.abc import Sequence

from auriga_web.voting.rules.counting import limits, marks
from auriga_web.voting.rules.counting.ballots import MARKS, Question, read_marks

NAME = "approval"
BALLOT = MARKS
fits = limits.fits_marks


def count(question: Question, choices: Sequence[str], board_sha256: str) -> marks.Outcome:
    """Return the outcome of the choices on a board."""
    return marks.count(question, map(read_marks, choices), board_sha256)
