"""Consent: yes, no or abstain about one initiative; it goes ahead if more say yes than no."""

from __future__ import annotations

from collections.abc import Sequence

from auriga_web.voting.rules.counting import marks
from auriga_web.voting.rules.counting.ballots import MARKS, Question, numbers_of, read_marks

NAME = "consent"
BALLOT = MARKS
YES, NO, ABSTAIN = 1, 2, 3


def fits(question: Question) -> bool:
    """Tell whether there are the three answers, of which one is given."""
    limits = (question["minimum"], question["maximum"], question["winners"])
    return limits == (1, 1, 1) and numbers_of(question) == [YES, NO, ABSTAIN]


def count(question: Question, choices: Sequence[str], board_sha256: str) -> marks.Outcome:
    """Return the outcome of the choices on a board: as many no as yes is a no."""
    outcome = marks.count(question, map(read_marks, choices), board_sha256)
    said = {answer: outcome["counts"][str(answer)] for answer in (YES, NO)}
    winners = [YES] if said[YES] > said[NO] else [NO]
    return {**outcome, "winners": winners if any(said.values()) else [], "tied": []}
