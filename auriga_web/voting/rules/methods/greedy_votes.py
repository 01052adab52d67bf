"""Greedy: the projects with most votes are taken as long as they fit in the budget."""

from __future__ import annotations

from collections.abc import Sequence

from auriga_web.voting.rules.counting import limits
from auriga_web.voting.rules.counting.ballots import MARKS, Question, read_marks
from auriga_web.voting.rules.counting.election import COST
from auriga_web.voting.rules.counting.explained import by_greedy, election_of
from auriga_web.voting.rules.counting.marks import Outcome

NAME = "greedy_votes"
BALLOT = MARKS


def fits(question: Question) -> bool:
    """Tell whether there is money, every project costs some, and enough must be marked."""
    return limits.fits_budget(question) and limits.asks_for_enough(question)


def count(question: Question, choices: Sequence[str], board_sha256: str) -> Outcome:
    """Return the outcome of the choices on a board."""
    election = election_of(question, map(read_marks, choices), board_sha256)
    return by_greedy(question, election, COST)
