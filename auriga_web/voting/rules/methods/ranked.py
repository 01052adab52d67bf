"""Ranked: each voter puts options in order; the method of Schulze, with the run-off beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auriga_web.voting.rules.counting import limits, marks
from auriga_web.voting.rules.counting.ballots import RANKING, Question, numbers_of, read_ranking
from auriga_web.voting.rules.counting.ranking import (
    duels,
    instant_run_off,
    schulze,
    strongest_paths,
)

NAME = "ranked"
BALLOT = RANKING


def fits(question: Question) -> bool:
    """Tell whether one option wins of those that are ranked."""
    return limits.fits_marks(question) and bool(question["winners"] == 1)


def count(question: Question, choices: Sequence[str], board_sha256: str) -> marks.Outcome:
    """Return the outcome of the choices on a board."""
    options = numbers_of(question)
    together = Counter(read_ranking(choice) for choice in choices)
    place = marks.tie_order(question, board_sha256)
    preferred = duels(options, together)
    paths = strongest_paths(options, preferred)
    order = schulze(options, preferred, place)
    firsts = {
        option: sum(people for ranking, people in together.items() if ranking[:1] == (option,))
        for option in options
    }
    is_chosen = any(together[ranking] for ranking in together if ranking)
    best = [o for o in options if all(paths[o, x] >= paths[x, o] for x in options if x != o)]
    outcome = marks.stated(
        sum(together.values()),
        firsts,
        order[:1] if is_chosen else [],
        best if is_chosen and len(best) > 1 else [],
    )
    outcome["order"] = order
    outcome["duels"] = [
        {"option": a, "other": b, "prefer": preferred[a, b]}
        for a in options
        for b in options
        if a != b
    ]
    outcome["run_off"] = instant_run_off(options, together, place)
    return outcome
