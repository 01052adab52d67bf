"""What is done with the money that equal shares leave over, and with an outcome few prefer."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from auriga_web.voting.rules.counting.election import Election, satisfaction
from auriga_web.voting.rules.counting.equal_shares import EqualShares

OnPass = Callable[[int, int], None]


class Completed(NamedTuple):
    """An outcome, and the money with which everyone started in the pass that gave it."""

    selected: list[int]
    endowment: Fraction


class Preference(NamedTuple):
    """How many voters draw more from one outcome, and how many from the other."""

    first: int
    second: int


def share_of(election: Election) -> Fraction:
    """Return what each has when the budget is shared out."""
    return Fraction(election.budget, election.voters) if election.voters else Fraction(0)


def no_completion(shares: EqualShares) -> Completed:
    """Return the outcome with what the budget gives to each."""
    endowment = share_of(shares.election)
    return Completed(shares.outcome(endowment), endowment)


def add1(shares: EqualShares, on_pass: OnPass | None = None) -> Completed:
    """Give everyone one euro more while the outcome stays within the budget; keep the last one.

    Never more than the whole budget each. `on_pass` hears the number of each pass that fits, and
    what it spends.
    """
    election = shares.election
    if not election.voters:
        return no_completion(shares)
    share, most = share_of(election), election.budget // election.unit
    everything = [*shares.free, *shares.priced]
    if election.cost_of(everything) <= election.budget:
        # Whatever is bought fits, so the last pass decides.
        endowment = share + most * election.unit
        return Completed(shares.outcome(endowment), endowment)

    kept = no_completion(shares)
    for number in range(1, most + 1):
        endowment = share + number * election.unit
        selected = shares.outcome_within_budget(endowment)
        if selected is None:
            break
        kept = Completed(selected, endowment)
        if on_pass is not None:
            on_pass(number, election.cost_of(selected))
    return kept


def compare(election: Election, utility: str, first: list[int], second: list[int]) -> Preference:
    """Count the voters who draw more from the first outcome, and those who do from the second."""
    drawn = zip(
        election.groups,
        satisfaction(election, utility, first),
        satisfaction(election, utility, second),
        strict=True,
    )
    ahead = behind = 0
    for group, mine, other in drawn:
        if mine > other:
            ahead += group.people
        elif mine < other:
            behind += group.people
    return Preference(ahead, behind)
