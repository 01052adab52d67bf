"""Rules about money: the same outcome as the public library, whatever the election."""

from fractions import Fraction
from random import Random

import pytest

from auriga_web.voting.rules.counting import budgeting
from auriga_web.voting.rules.counting.completion import add1, compare, no_completion
from auriga_web.voting.rules.counting.election import CARDINALITY, COST, POINTS, UTILITIES
from auriga_web.voting.rules.counting.equal_shares import EqualShares
from auriga_web.voting.rules.counting.ledger import Ledger
from tests.voting import oracle

pytestmark = pytest.mark.once

_THEIRS = {
    budgeting.GREEDY: oracle.greedy,
    budgeting.MES: oracle.equal_shares,
    budgeting.MES_ADD1: oracle.add1,
}
ELECTIONS = 1_200


def _without_order_of_what_is_free(case, selected):
    """The library takes what costs nothing in the order of a set, which is none."""
    paid = [project for project in selected if case.costs[project]]
    return paid, sorted(set(selected) - set(paid))


@pytest.mark.parametrize("rule", budgeting.RULES)
@pytest.mark.parametrize("utility", UTILITIES)
class TestEveryRule:
    def test_buys_what_the_public_library_buys(self, rule, utility):
        random = Random(f"{rule} {utility}")
        for _ in range(ELECTIONS):
            case = oracle.random_case(random, with_points=utility == POINTS)

            ours = budgeting.count(case.election(), rule=rule, utility=utility)

            theirs = _THEIRS[rule](case, utility)
            assert _without_order_of_what_is_free(case, ours) == _without_order_of_what_is_free(
                case, theirs
            ), case

    def test_does_so_with_many_voters_and_real_money(self, rule, utility):
        random = Random(f"larger {rule} {utility}")
        for _ in range(3):
            case = oracle.larger_case(random, with_points=utility == POINTS)

            assert budgeting.count(case.election(), rule=rule, utility=utility) == _THEIRS[rule](
                case, utility
            )

    def test_depends_neither_on_the_order_of_ballots_nor_on_grouping(self, rule, utility):
        random = Random(f"order {rule} {utility}")
        for _ in range(60):
            case = oracle.random_case(random, with_points=utility == POINTS)
            mixed = random.sample(list(case.ballots), len(case.ballots))
            apart = oracle.Case(case.budget, case.costs, mixed, case.with_points).election()
            ones = [group._replace(people=1) for group in apart.groups for _ in range(group.people)]
            apart.groups[:] = ones

            assert budgeting.count(apart, rule=rule, utility=utility) == budgeting.count(
                case.election(), rule=rule, utility=utility
            )


class TestEqualShares:
    def test_cuts_a_tie_by_the_lower_cost(self):
        case = oracle.Case(12, [6, 4, 6], [{0: 1, 1: 1, 2: 1}] * 2)

        assert no_completion(EqualShares(case.election(), COST)).selected == [1, 0]

    def test_sees_that_two_prices_are_the_same_after_many_thirds_and_sevenths(self):
        """Two projects that differ in nothing but their place, behind prices no float can hold."""
        ballots = [{0: 1, 1: 1}, {0: 1, 2: 1, 3: 1}, {0: 1, 2: 1, 3: 1}, {1: 1, 2: 1, 3: 1}] * 7
        ballots += [{0: 1}] * 3 + [{1: 1}] * 2
        case = oracle.Case(100, [17, 13, 23, 23], ballots)

        shares = EqualShares(case.election(), CARDINALITY)
        bought = shares.purchases(Fraction(100, len(ballots)))
        ledger = Ledger(shares.support, Fraction(100, len(ballots)), bought[:2])

        assert [purchase.project for purchase in bought] == oracle.equal_shares(case, CARDINALITY)
        assert ledger.price_now(2) == ledger.price_now(3)
        assert bought[2].project == 2

    def test_asks_the_same_of_all_and_what_is_left_of_those_who_have_less(self):
        case = oracle.Case(40, [15, 16], [{0: 1}] + [{0: 1, 1: 1}] * 2 + [{1: 1}])
        shares = EqualShares(case.election(), CARDINALITY)
        bought = shares.purchases(Fraction(10))
        ledger = Ledger(shares.support, Fraction(10), bought)

        assert [purchase.project for purchase in bought] == [0, 1]
        assert ledger.price(0) == 5
        # Two have 5 left of their 10 after the first: they give it all, and the third the rest.
        assert ledger.price(1) == 6

    def test_books_balance_to_the_cent_and_nobody_pays_more_than_they_have(self):
        random = Random("books")
        for _ in range(150):
            case = oracle.random_case(random, with_points=True)
            election = case.election()
            for utility in UTILITIES:
                shares = EqualShares(election, utility)
                endowment = Fraction(case.budget, len(case.ballots))
                bought = shares.purchases(endowment)
                ledger = Ledger(shares.support, endowment, bought)
                for number, purchase in enumerate(bought):
                    paid = sum(
                        (ledger.left(group, number) - ledger.left(group, number + 1)) * line.people
                        for group, line in enumerate(election.groups)
                    )
                    assert paid == election.costs[purchase.project]
                assert all(
                    ledger.left(group, len(bought)) >= 0 for group in range(len(election.groups))
                )

    def test_starts_again_where_a_pass_begins_as_from_nothing(self):
        random = Random("again")
        for _ in range(100):
            case = oracle.random_case(random, with_points=False)
            election = case.election()
            warm = EqualShares(election, COST)
            for step in range(6):
                endowment = Fraction(case.budget, len(case.ballots)) + step
                assert warm.outcome(endowment) == EqualShares(election, COST).outcome(endowment)

    def test_buys_one_of_those_that_cannot_be_done_together(self):
        case = oracle.Case(30, [10, 10, 10], [{0: 1, 1: 1, 2: 1}] * 3)
        election = case.election()
        election.rivals.update({0: frozenset({1}), 1: frozenset({0})})

        for rule in budgeting.RULES:
            assert budgeting.count(election, rule=rule, utility=COST) == [0, 2]


class TestAdd1:
    def test_stops_before_the_outcome_costs_more_than_there_is(self):
        case = oracle.Case(10, [6, 6], [{0: 1}] * 3 + [{1: 1}] * 2)

        completed = add1(EqualShares(case.election(), COST))

        # Everyone has 2 at first: three people have 6 between them, two need one more each.
        assert completed.selected == [0]
        assert completed.endowment == 2

    def test_goes_to_the_last_pass_at_once_when_everything_fits(self):
        case = oracle.Case(10**9, [10, 20], [{0: 1}, {1: 1}])

        completed = add1(EqualShares(case.election(), COST))

        assert sorted(completed.selected) == [0, 1]
        assert completed.endowment == Fraction(10**9, 2) + 10**9

    def test_tells_how_far_it_is(self):
        case = oracle.Case(100, [60, 40, 30], [{0: 1}] * 6 + [{1: 1}] * 3 + [{2: 1}] * 3)
        heard = []

        add1(EqualShares(case.election(), COST), lambda *progress: heard.append(progress))

        assert [number for number, _ in heard] == list(range(1, len(heard) + 1))
        assert heard[-1][1] <= 100

    def test_of_no_ballots_buys_nothing(self):
        assert add1(EqualShares(oracle.Case(10, [1], []).election(), COST)).selected == []


class TestComparison:
    def test_counts_who_draws_more_from_which(self):
        election = oracle.Case(9, [3, 4, 5], [{0: 1}] * 3 + [{1: 1, 2: 1}] * 2 + [{}]).election()

        assert compare(election, COST, [0], [1, 2]) == (3, 2)
        assert compare(election, COST, [0], [0]) == (0, 0)
