"""Points: each voter shares out a number of points; most points win."""

from __future__ import annotations

from collections.abc import Sequence

from auriga_web.voting.rules.counting import limits, marks
from auriga_web.voting.rules.counting.ballots import POINTS, Question, read_points

NAME = "points"
BALLOT = POINTS
fits = limits.fits_points


def count(question: Question, choices: Sequence[str], board_sha256: str) -> marks.Outcome:
    """Return the outcome of the choices on a board."""
    ballots = [read_points(choice) for choice in choices]
    outcome = marks.count(question, ballots, board_sha256)
    supporters = {int(option): 0 for option in outcome["counts"]}
    for chosen in ballots:
        for option in set(chosen):
            supporters[option] += 1
    return {**outcome, "supporters": {str(option): n for option, n in supporters.items()}}
