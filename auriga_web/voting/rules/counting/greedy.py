"""Greedy: take projects by votes, or by votes per euro; what no longer fits is skipped."""

from __future__ import annotations

from fractions import Fraction

from auriga_web.voting.rules.counting.election import Election, total_utilities


def greedy(election: Election, utility: str) -> list[int]:
    """Return the projects taken, in order: most utility per euro first.

    With the cost as utility that is by votes, with one per project by votes per euro. What costs
    nothing comes first if somebody draws anything from it; what nobody wants comes last.
    """
    totals = total_utilities(election, utility)

    def place(project: int) -> tuple[int, Fraction, int]:
        total, cost = totals[project], election.costs[project]
        if total and not cost:
            return (0, Fraction(0), election.places[project])
        return (1, -Fraction(total, cost or 1), election.places[project])

    taken: list[int] = []
    excluded: set[int] = set()
    left = election.budget
    for project in sorted(range(len(election.costs)), key=place):
        if election.costs[project] <= left and project not in excluded:
            taken.append(project)
            left -= election.costs[project]
            excluded |= election.rivals.get(project, frozenset())
    return taken
