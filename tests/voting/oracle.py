"""The public library that the counting is compared with, and elections to compare it on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import (
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
)
from pabutools.tiebreaking import TieBreakingRule

from auriga_web.voting.rules.counting.election import CARDINALITY, COST, POINTS, Election, Group

_MEASURES = {COST: Cost_Sat, CARDINALITY: Cardinality_Sat, POINTS: Additive_Cardinal_Sat}
# Lower cost first, then the name: what `auriga tally` does with a file.
lower_cost_then_name = TieBreakingRule(lambda _instance, _profile, p: (p.cost, p.name))


@dataclass(frozen=True)
class Case:
    """An election in plain values: costs, budget, and for each ballot its points by project."""

    budget: int
    costs: Sequence[int]
    ballots: Sequence[dict[int, int]]
    with_points: bool = False

    def name(self, project: int) -> str:
        return f"p{project:03d}"

    def election(self) -> Election:
        together = Counter(tuple(sorted(ballot.items())) for ballot in self.ballots)
        order = sorted(range(len(self.costs)), key=lambda p: (self.costs[p], p))
        return Election(
            budget=self.budget,
            costs=tuple(self.costs),
            places=tuple(order.index(p) for p in range(len(self.costs))),
            groups=[
                Group(tuple(p for p, _ in marks), tuple(points for _, points in marks), people)
                for marks, people in together.items()
            ],
            voters=len(self.ballots),
        )

    def instance(self) -> Instance:
        projects = [Project(self.name(p), cost) for p, cost in enumerate(self.costs)]
        return Instance(projects, budget_limit=self.budget)

    def profile(self, instance: Instance):
        projects = {project.name: project for project in instance}
        if not self.with_points:
            return ApprovalProfile(
                [ApprovalBallot(projects[self.name(p)] for p in b) for b in self.ballots],
                instance=instance,
            )
        return CardinalProfile(
            [
                CardinalBallot({projects[self.name(p)]: n for p, n in b.items()})
                for b in self.ballots
            ],
            instance=instance,
        )


def greedy(case: Case, utility: str) -> list[int]:
    instance = case.instance()
    found = greedy_utilitarian_welfare(
        instance,
        case.profile(instance),
        sat_class=_MEASURES[utility],
        tie_breaking=lower_cost_then_name,
    )
    return _numbers(found)


def equal_shares(case: Case, utility: str) -> list[int]:
    instance = case.instance()
    found = method_of_equal_shares(
        instance,
        case.profile(instance),
        sat_class=_MEASURES[utility],
        tie_breaking=lower_cost_then_name,
    )
    return _numbers(found)


def add1(case: Case, utility: str) -> list[int]:
    instance = case.instance()
    found = exhaustion_by_budget_increase(
        instance,
        case.profile(instance),
        method_of_equal_shares,
        {"sat_class": _MEASURES[utility], "tie_breaking": lower_cost_then_name},
        exhaustive_stop=False,
        budget_step=len(case.ballots),
    )
    return _numbers(found)


def _numbers(found) -> list[int]:
    return [int(project.name[1:]) for project in found]


def random_case(random: Random, *, with_points: bool) -> Case:
    """Draw a small election full of what is awkward: ties, nothing, too much, nobody."""
    count = random.randint(1, 7)
    highest = random.choice([3, 6, 20, 100])
    costs = [random.choice([0, *[random.randint(1, highest)] * 6]) for _ in range(count)]
    if random.random() < 0.3:
        costs = [random.choice(costs)] * count
    budget = random.choice([0, random.randint(1, 10), random.randint(1, max(sum(costs), 1))])
    kinds = [
        {
            p: random.choice([0, 1, 1, 2, 3]) if with_points else 1
            for p in range(count)
            if random.random() < random.choice([0.2, 0.5, 0.8])
        }
        for _ in range(random.randint(1, 6))
    ]
    ballots = [random.choice(kinds) for _ in range(random.randint(1, 14))]
    return Case(budget, costs, ballots, with_points)


def larger_case(random: Random, *, with_points: bool) -> Case:
    """Draw an election with some dozens of projects and hundreds of voters, prices as in a town."""
    count = random.randint(15, 25)
    costs = [random.choice([random.randint(5, 90), 40, 75]) * 10 for _ in range(count)]
    wanted = [random.paretovariate(1) for _ in costs]
    ballots = []
    for _ in range(random.randint(100, 300)):
        marks = random.choices(range(count), wanted, k=random.randint(1, 8))
        ballots.append({p: random.randint(1, 5) if with_points else 1 for p in marks})
    return Case(sum(costs) // 3, costs, ballots, with_points)
