"""The Method of Equal Shares: everyone has the same money, and pays for what they support.

At each step the project with the lowest price is bought; the price is what a supporter pays per
unit of utility, the same for all who still have that much, the rest giving what they have left.

Money is counted in whole numbers, 2^192 to a cent, rounded so that the true price is always
between two bounds. Where the bounds of two prices overlap, or a supporter has left just about the
price, `Ledger` works both out as fractions: no result ever hangs on the rounding.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from auriga_web.voting.rules.counting.election import Election, Segment, supporters
from auriga_web.voting.rules.counting.ledger import SCALE, Bid, Ledger, Purchase


@dataclass
class _Start:
    """What is bought at every endowment from here on, whatever the rest: where a pass begins."""

    purchases: list[Purchase]
    paid: list[int]
    slack: int
    endowment: Fraction


class EqualShares:
    """An election ready to be counted at one endowment after another, each above the last."""

    def __init__(self, election: Election, utility: str) -> None:
        self.election = election
        self.support = support = supporters(election, utility)
        self.gather = [[_gathering(segment) for segment in found] for found in support.segments]
        supported = [p for p, total in enumerate(support.totals) if total]
        places = election.places
        self.free = sorted((p for p in supported if not election.costs[p]), key=places.__getitem__)
        # In the order of the prices that they have as long as nobody lacks money.
        self.priced = sorted(
            (p for p in supported if election.costs[p]),
            key=lambda p: (Fraction(election.costs[p], support.totals[p]), places[p]),
        )
        self.floor = {p: election.costs[p] * SCALE // support.totals[p] for p in self.priced}
        self._start = _Start([], [0] * len(election.groups), 0, Fraction(0))

    def outcome(self, endowment: Fraction) -> list[int]:
        """Return what is bought, in order, when everyone starts with this much."""
        return self._in_order(self.purchases(endowment))

    def outcome_within_budget(self, endowment: Fraction) -> list[int] | None:
        """Return the same, or None as soon as it costs more than there is."""
        found = _Pass(self, endowment, self._resumed(endowment)).run(self.election.budget)
        return None if found is None else self._in_order(found)

    def purchases(self, endowment: Fraction) -> list[Purchase]:
        """Return the purchases of what is not for free, in order."""
        found = _Pass(self, endowment, self._resumed(endowment)).run(None)
        assert found is not None
        return found

    def _in_order(self, purchases: Sequence[Purchase]) -> list[int]:
        return [*self.free, *(purchase.project for purchase in purchases)]

    def _resumed(self, endowment: Fraction) -> _Start:
        if endowment < self._start.endowment:
            self._start = _Start([], [0] * len(self.election.groups), 0, Fraction(0))
        self._start.endowment = endowment
        return self._start


class _Pass:
    """One count at one endowment."""

    def __init__(self, shares: EqualShares, endowment: Fraction, start: _Start) -> None:
        self.shares = shares
        self.election = shares.election
        self.exact_endowment = endowment
        self.endowment = int(endowment * SCALE)
        self.start = start
        self.is_sure = True
        self.bought = list(start.purchases)
        # At least what each has paid, at most `slack` too much (their endowment too, rounded down).
        self.paid = start.paid[:]
        self.slack = start.slack + 1
        done = {purchase.project for purchase in self.bought}
        self.excluded = set(done)
        for project in (*shares.free, *done):
            self.excluded |= self.election.rivals.get(project, frozenset())
        self.waiting = [
            (shares.floor[p], self.election.places[p], p)
            for p in shares.priced
            if p not in self.excluded
            and shares.support.people[p] * endowment >= self.election.costs[p]
        ]
        heapq.heapify(self.waiting)
        self.in_order = iter(shares.priced)
        self.ledger: Ledger | None = None

    def run(self, budget: int | None) -> list[Purchase] | None:
        """Buy until nothing can be bought; None if that goes beyond a budget."""
        election = self.election
        spent = sum(election.costs[purchase.project] for purchase in self.bought)
        while (found := self._next()) is not None:
            project, bid = found
            self._keep_what_is_sure(project, bid)
            spent += election.costs[project]
            if budget is not None and spent > budget:
                return None
            self._pay(project, bid)
            self._exclude(project)
        return self.bought

    def _next(self) -> tuple[int, Bid] | None:
        """Return what has the lowest price, and put back what was looked at in vain."""
        waiting, places = self.waiting, self.election.places
        looked_at: list[tuple[int, Bid]] = []
        highest = -1
        while waiting and (highest < 0 or waiting[0][0] < highest):
            known, _place, project = heapq.heappop(waiting)
            if project in self.excluded:
                continue
            bid = self._bid(project, known, highest)
            if bid is None:
                continue
            looked_at.append((project, bid))
            if highest < 0 or bid.highest < highest:
                highest = bid.highest
        if not looked_at:
            return None
        lowest = [entry for entry in looked_at if entry[1].lowest < highest]
        best = lowest[0] if len(lowest) == 1 else self._lowest_exactly(lowest)
        for project, bid in looked_at:
            if project != best[0]:
                heapq.heappush(waiting, (bid.lowest, places[project], project))
        return best

    def _bid(self, project: int, known: int, enough: int) -> Bid | None:
        """Return the price of a project, at least `known`; None if its supporters lack the money.

        From below: whoever cannot pay the price gives all they have, and the others pay more.
        Where it is `enough` or more (if that is known), how much more does not matter.
        """
        shares, endowment = self.shares, self.endowment
        rest = self.election.costs[project] * SCALE
        share = shares.support.totals[project]
        price = max(known, rest // share)
        poor_people = 0
        left: list[tuple[int, Sequence[int], Sequence[int] | None]] = [
            (segment.utility, gather(self.paid), segment.people)
            for segment, gather in zip(
                shares.support.segments[project], shares.gather[project], strict=True
            )
        ]
        while True:
            is_settled = True
            for at, (utility, paid, people) in enumerate(left):
                most = endowment - price * utility
                if not paid or max(paid) <= most:
                    continue
                is_settled = False
                if people is None:
                    poor = [one for one in paid if one > most]
                    count, given = len(poor), sum(poor)
                    left[at] = (utility, [one for one in paid if one <= most], None)
                else:
                    pairs = list(zip(paid, people, strict=True))
                    poor_pairs = [pair for pair in pairs if pair[0] > most]
                    count = sum(size for _, size in poor_pairs)
                    given = sum(one * size for one, size in poor_pairs)
                    rich = [pair for pair in pairs if pair[0] <= most]
                    left[at] = (utility, [one for one, _ in rich], [size for _, size in rich])
                rest -= count * endowment - given
                share -= count * utility
                poor_people += count
            if is_settled:
                break
            if not share:
                # All give all they have: too little, unless what rounding hid makes up for it.
                if rest > poor_people * self.slack:
                    return None
                return self._exactly(project)
            price = rest // share
            lowest = price - poor_people * self.slack // share - 1
            if 0 <= enough <= lowest:
                return Bid(lowest, lowest, False, None)
        price = rest // share
        highest = price + 1
        if any(paid and max(paid) > endowment - highest * utility for utility, paid, _ in left):
            return self._exactly(project)
        lowest = price - poor_people * self.slack // share - 1 if poor_people else price
        return Bid(lowest, highest, not poor_people, None)

    def _exactly(self, project: int) -> Bid | None:
        exact = self._books().price_now(project)
        if exact is None:
            return None
        return Bid(int(exact * SCALE), int(exact * SCALE) + 1, False, exact)

    def _lowest_exactly(self, bids: Sequence[tuple[int, Bid]]) -> tuple[int, Bid]:
        prices = {}
        for project, bid in bids:
            exact: Fraction | None
            if bid.is_full:
                exact = Fraction(self.election.costs[project], self.shares.support.totals[project])
            else:
                exact = bid.exact or self._books().price_now(project)
            assert exact is not None
            prices[project] = exact
        return min(bids, key=lambda entry: (prices[entry[0]], self.election.places[entry[0]]))

    def _books(self) -> Ledger:
        if self.ledger is None:
            self.ledger = Ledger(self.shares.support, self.exact_endowment, self.bought)
        return self.ledger

    def _keep_what_is_sure(self, project: int, bid: Bid) -> None:
        """Note where the next pass can begin: up to here more money would have changed nothing.

        The first project in the order of full prices that all its supporters can pay in full is
        bought at every higher endowment too, at the same price.
        """
        if not self.is_sure:
            return
        first = next((p for p in self.in_order if p not in self.excluded), None)
        if project != first or not bid.is_full:
            self.is_sure = False
            self.start.purchases = self.bought[:]
            self.start.paid = self.paid[:]
            self.start.slack = self.slack - 1

    def _pay(self, project: int, bid: Bid) -> None:
        self.bought.append(Purchase(project, bid, self.slack))
        paid, endowment = self.paid, self.endowment
        utility = 0
        for segment in self.shares.support.segments[project]:
            utility = max(utility, segment.utility)
            amount = bid.highest * segment.utility
            most = endowment - amount
            for group in segment.groups:
                before = paid[group]
                paid[group] = before + amount if before <= most else endowment
        self.slack += (bid.highest - bid.lowest) * utility

    def _exclude(self, project: int) -> None:
        self.excluded.add(project)
        self.excluded |= self.election.rivals.get(project, frozenset())


def _gathering(segment: Segment) -> Callable[[Sequence[int]], Sequence[int]]:
    if len(segment.groups) == 1:
        only = segment.groups[0]
        return lambda values: (values[only],)
    return itemgetter(*segment.groups)
