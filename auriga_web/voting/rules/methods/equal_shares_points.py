"""Equal shares of a budget, a project being worth the points given to it."""

from __future__ import annotations

from collections.abc import Sequence

from auriga_web.voting.rules.counting import limits
from auriga_web.voting.rules.counting.ballots import POINTS, Question, read_points
from auriga_web.voting.rules.counting.election import POINTS as BY_POINTS
from auriga_web.voting.rules.counting.explained import by_equal_shares, election_of
from auriga_web.voting.rules.counting.marks import Outcome

NAME = "equal_shares_points"
BALLOT = POINTS


def fits(question: Question) -> bool:
    """Tell whether there is money, every project costs some, and there are points."""
    return limits.fits_budget(question) and limits.fits_points(question)


def count(question: Question, choices: Sequence[str], board_sha256: str) -> Outcome:
    """Return the outcome of the choices on a board."""
    election = election_of(question, map(read_points, choices), board_sha256)
    return by_equal_shares(question, election, BY_POINTS)
