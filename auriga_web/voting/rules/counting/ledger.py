"""What exactly was paid in one count of equal shares, in fractions, worked out only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from auriga_web.voting.rules.counting.election import Support, utility_of

SCALE = 1 << 192


class Bid(NamedTuple):
    """What a project would cost now per unit of utility: `lowest <= price < highest`.

    `is_full` says that every supporter can pay it in full.
    """

    lowest: int
    highest: int
    is_full: bool
    exact: Fraction | None


class Purchase(NamedTuple):
    """A project that was bought, and how surely its price was known."""

    project: int
    bid: Bid
    # Nobody had more left before it than was counted, plus this.
    slack: int


class Ledger:
    """The books of one count; what is bought after they were opened is in them too."""

    def __init__(self, support: Support, endowment: Fraction, bought: Sequence[Purchase]) -> None:
        self.support = support
        self.endowment = endowment
        self.counted = int(endowment * SCALE)
        self.bought = bought
        self._numbers: dict[int, int] = {}
        self._prices: list[Fraction] = []
        self._left: dict[tuple[tuple[int, int], ...], Fraction] = {(): endowment}

    def price(self, number: int) -> Fraction:
        """Return the price at which the purchase of this number was made."""
        while len(self._prices) <= number:
            at = len(self._prices)
            price = self._solve(self.bought[at].project, at)
            assert price is not None
            self._prices.append(price)
        return self._prices[number]

    def price_now(self, project: int) -> Fraction | None:
        """Return the price of a project after all that is bought; None if it cannot be paid."""
        return self._solve(project, len(self.bought))

    def left(self, group: int, before: int) -> Fraction:
        """Return what one of a group had left before the purchase of this number."""
        return self._left_after(self._history(group, before))

    def _solve(self, project: int, before: int) -> Fraction | None:
        classes: dict[tuple[tuple[tuple[int, int], ...] | None, int], int] = {}
        for segment in self.support.segments[project]:
            sizes = segment.people or (1,) * len(segment.groups)
            for group, people in zip(segment.groups, sizes, strict=True):
                key = (self._history(group, before), segment.utility)
                classes[key] = classes.get(key, 0) + people

        rest = Fraction(self.support.election.costs[project])
        share = self.support.totals[project]
        purses = sorted(
            (self._left_after(history) / utility, utility, people)
            for (history, utility), people in classes.items()
        )
        for per_utility, utility, people in purses:
            if per_utility * share >= rest:
                return rest / share
            rest -= per_utility * utility * people
            share -= utility * people
        return None

    def _left_after(self, history: tuple[tuple[int, int], ...] | None) -> Fraction:
        """Return what is left to somebody who paid these in full; nothing to the one with None."""
        if history is None:
            return Fraction(0)
        if history not in self._left:
            number, utility = history[-1]
            self._left[history] = self._left_after(history[:-1]) - self.price(number) * utility
        return self._left[history]

    def _history(self, group: int, before: int) -> tuple[tuple[int, int], ...] | None:
        """Return what a group paid in full before a purchase; None if they gave all they had."""
        history: tuple[tuple[int, int], ...] = ()
        paid = 0
        for number, utility in self._supported(group):
            if number >= before:
                break
            _project, bid, slack = self.bought[number]
            amount = bid.highest * utility
            if paid + amount > self.counted:
                if self.counted + slack - paid < bid.lowest * utility:
                    return None
                if self._left_after(history) < self.price(number) * utility:
                    return None
            paid = min(paid + amount, self.counted)
            history = (*history, (number, utility))
        return history

    def _supported(self, group: int) -> list[tuple[int, int]]:
        """Return which purchases somebody supports, in order, and what they draw from each."""
        for number in range(len(self._numbers), len(self.bought)):
            self._numbers[self.bought[number].project] = number
        support = self.support
        projects, points, _people = support.election.groups[group]
        drawn = (
            (self._numbers[p], utility_of(support.election, support.utility, p, given))
            for p, given in zip(projects, points, strict=True)
            if p in self._numbers
        )
        return sorted(found for found in drawn if found[1] > 0)
