"""Equal shares of a number of places: k of n, so that every group of voters has its part."""

from __future__ import annotations

from collections.abc import Sequence

from auriga_web.voting.rules.counting import limits
from auriga_web.voting.rules.counting.ballots import MARKS, Question, read_marks
from auriga_web.voting.rules.counting.explained import election_of, for_places
from auriga_web.voting.rules.counting.marks import Outcome

NAME = "equal_shares_places"
BALLOT = MARKS
fits = limits.fits_marks
# A place is divided into so many parts: *Add1* gives each voter one of them more at a time.
PLACE = 1000


def count(question: Question, choices: Sequence[str], board_sha256: str) -> Outcome:
    """Return the outcome of the choices on a board."""
    election = election_of(question, map(read_marks, choices), board_sha256, place=PLACE)
    return for_places(question, election)
