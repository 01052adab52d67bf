"""Ranked ballots: the method of Schulze, and the instant run-off to compare it with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

Ballots = Mapping[tuple[int, ...], int]
Duels = dict[tuple[int, int], int]
Place = Callable[[int], object]


def duels(options: Sequence[int], ballots: Ballots) -> Duels:
    """Return how many prefer the first option of each pair; what is not ranked comes last."""
    found = {(a, b): 0 for a in options for b in options if a != b}
    for ranking, people in ballots.items():
        worse = set(options)
        for option in ranking:
            worse.discard(option)
            for other in worse:
                found[option, other] += people
    return found


def strongest_paths(options: Sequence[int], preferred: Duels) -> Duels:
    """Return the strength of the strongest chain of won duels from each option to each other."""
    paths = {(a, b): wins if wins > preferred[b, a] else 0 for (a, b), wins in preferred.items()}
    for middle in options:
        for a in options:
            for b in options:
                if len({a, b, middle}) == 3:
                    through = min(paths[a, middle], paths[middle, b])
                    paths[a, b] = max(paths[a, b], through)
    return paths


def schulze(options: Sequence[int], preferred: Duels, place: Place) -> list[int]:
    """Return the options from the best to the last: who beats more by stronger paths goes first."""
    paths = strongest_paths(options, preferred)
    beaten = {a: sum(paths[a, b] > paths[b, a] for b in options if a != b) for a in options}
    return sorted(options, key=lambda option: (-beaten[option], place(option)))


def instant_run_off(
    options: Sequence[int], ballots: Ballots, place: Place
) -> list[dict[str, object]]:
    """Return the rounds until one has more than half: first places, and who goes out."""
    still = list(options)
    rounds: list[dict[str, object]] = []
    while still:
        firsts: Counter[int] = Counter(dict.fromkeys(still, 0))
        for ranking, people in ballots.items():
            best = next((option for option in ranking if option in firsts), None)
            if best is not None:
                firsts[best] += people
        leader = min(still, key=lambda option: (-firsts[option], place(option)))
        is_won = 2 * firsts[leader] > sum(firsts.values()) or len(still) == 1
        last = None if is_won else max(still, key=lambda o: (-firsts[o], place(o)))
        rounds.append(
            {
                "firsts": {str(option): firsts[option] for option in still},
                "out": last,
                "winner": leader if is_won and firsts[leader] else None,
            }
        )
        if last is None:
            break
        still.remove(last)
    return rounds
