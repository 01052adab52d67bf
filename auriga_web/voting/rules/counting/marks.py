"""Counting marks, points or first places: most win, ties by the published order."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from auriga_web.voting.rules.counting.ballots import Question

Outcome = dict[str, Any]


def tie_order(question: Question, board_sha256: str) -> Callable[[int], tuple[int, str]]:
    """Return the order among equal options: lower cost, then the lot from the board's hash."""
    costs = {option["no"]: option["cost_cents"] for option in question["options"]}

    def place(option: int) -> tuple[int, str]:
        lot = f"{board_sha256}|{question['no']}|{option}"
        return (costs[option], hashlib.sha256(lot.encode("utf-8")).hexdigest())

    return place


def rivals(question: Question) -> Mapping[int, frozenset[int]]:
    """Return, for each option, those that cannot be done together with it."""
    found: dict[int, frozenset[int]] = {}
    for group in question.get("incompatible", ()):
        for option in group:
            found[option] = found.get(option, frozenset()) | (frozenset(group) - {option})
    return found


def most(
    question: Question, counts: Mapping[int, int], board_sha256: str
) -> tuple[list[int], list[int]]:
    """Return the options that win by these counts, and those between which a tie was cut.

    What nobody chose never wins, however many places there are; nor does what cannot be done
    together with something that won.
    """
    place = tie_order(question, board_sha256)
    excluded_by = rivals(question)
    ranked = sorted(counts, key=lambda option: (-counts[option], place(option)))
    winners: list[int] = []
    excluded: set[int] = set()
    others: list[int] = []
    for option in ranked:
        if not counts[option] or option in excluded:
            continue
        if len(winners) < question["winners"]:
            winners.append(option)
            excluded |= excluded_by.get(option, frozenset())
        else:
            others.append(option)
    if not winners or not others or counts[winners[-1]] != counts[others[0]]:
        return winners, []
    tied = [option for option in winners + others if counts[option] == counts[others[0]]]
    return winners, sorted(tied)


def count(
    question: Question,
    ballots: Iterable[Sequence[int]],
    board_sha256: str,
) -> Outcome:
    """Count every mark once, and let most marks win."""
    sizes: Counter[int] = Counter()
    counts = {option["no"]: 0 for option in question["options"]}
    for chosen in ballots:
        sizes[len(set(chosen))] += 1
        for option in chosen:
            counts[option] += 1
    winners, tied = most(question, counts, board_sha256)
    return stated(sum(sizes.values()), counts, winners, tied)


def stated(
    ballots: int, counts: Mapping[int, int], winners: Sequence[int], tied: Sequence[int]
) -> Outcome:
    """Return what every outcome says, in plain JSON values."""
    return {
        "ballots": ballots,
        "counts": {str(option): n for option, n in counts.items()},
        "winners": list(winners),
        "tied": list(tied),
    }
