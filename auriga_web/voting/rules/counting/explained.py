"""The outcome of a vote about money, with all that explains it; in plain JSON values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from auriga_web.voting.rules.counting import marks
from auriga_web.voting.rules.counting.ballots import Question, numbers_of
from auriga_web.voting.rules.counting.completion import Completed, add1, compare
from auriga_web.voting.rules.counting.election import (
    CARDINALITY,
    COST,
    Election,
    Group,
    votes,
)
from auriga_web.voting.rules.counting.equal_shares import EqualShares
from auriga_web.voting.rules.counting.greedy import greedy
from auriga_web.voting.rules.counting.ledger import Ledger

CENTS = 100
_AT_LEAST = (1, 2, 3)


def election_of(
    question: Question, ballots: Iterable[Sequence[int]], board_sha256: str, *, place: int = 0
) -> Election:
    """Return a question and its ballots as the rules about money count them.

    Where there are places instead of money each option costs one `place`.
    """
    options = numbers_of(question)
    numbers = {option: number for number, option in enumerate(options)}
    order = sorted(options, key=marks.tie_order(question, board_sha256))
    together = Counter(tuple(sorted(chosen)) for chosen in ballots)
    groups = []
    for chosen, people in sorted(together.items()):
        points = Counter(chosen)
        if points:
            groups.append(Group(tuple(numbers[o] for o in points), tuple(points.values()), people))
    excluded_by = marks.rivals(question)
    return Election(
        budget=question["winners"] * place if place else question["budget_cents"],
        costs=[place or option["cost_cents"] for option in question["options"]],
        places=[order.index(option) for option in options],
        groups=groups,
        voters=sum(together.values()),
        unit=1 if place else CENTS,
        rivals={
            numbers[option]: frozenset(numbers[other] for other in others)
            for option, others in excluded_by.items()
        },
    )


def by_equal_shares(question: Question, election: Election, utility: str) -> marks.Outcome:
    """Return the outcome of equal shares: who paid what, or why greedy stands instead."""
    shares = EqualShares(election, utility)
    completed = add1(shares)
    # Compared with what goes by votes alone, whatever a project is worth to a voter.
    taken = greedy(election, COST)
    preference = compare(election, utility, completed.selected, taken)
    stands = preference.first >= preference.second
    outcome = _common(question, election, completed.selected if stands else taken)
    if stands:
        _say_what_supporters_lacked(outcome, shares, completed)
    numbers = numbers_of(question)
    outcome["equal_shares"] = _bought(numbers, shares, completed)
    outcome["comparison"] = {
        "equal_shares": preference.first,
        "greedy": preference.second,
        "greedy_selected": [numbers[project] for project in taken],
        "stands": "equal_shares" if stands else "greedy",
    }
    return outcome


def for_places(question: Question, election: Election) -> marks.Outcome:
    """Return who gets one of a number of places; those that are left go by votes."""
    shares = EqualShares(election, CARDINALITY)
    completed = add1(shares)
    selected = list(completed.selected)
    for project in greedy(election, CARDINALITY):
        excluded = {other for one in selected for other in election.rivals.get(one, ())}
        is_free = project not in selected and project not in excluded
        if is_free and shares.support.people[project] and len(selected) < question["winners"]:
            selected.append(project)
    outcome = _common(question, election, selected)
    outcome["equal_shares"] = _bought(numbers_of(question), shares, completed)
    return outcome


def by_greedy(question: Question, election: Election, utility: str) -> marks.Outcome:
    """Return the outcome of greedy: what was taken, and what each of the others lacked."""
    supported = votes(election)
    selected = [project for project in greedy(election, utility) if supported[project]]
    return _common(question, election, selected)


def _common(question: Question, election: Election, selected: Sequence[int]) -> marks.Outcome:
    numbers = numbers_of(question)
    supported = votes(election)
    won = set(selected)
    lost = [project for project in range(len(numbers)) if project not in won]
    spent = election.cost_of(selected)
    majority = [project for project in greedy(election, COST) if supported[project]]
    outcome = marks.stated(
        election.voters,
        dict(zip(numbers, supported, strict=True)),
        [numbers[project] for project in selected],
        [],
    )
    outcome["spent"] = spent
    outcome["budget"] = election.budget
    outcome["majority"] = [numbers[project] for project in majority]
    outcome["at_least"] = _at_least(election, selected)
    outcome["at_least_by_majority"] = _at_least(election, majority)
    outcome["lost"] = [
        {
            "option": numbers[project],
            "lacked": _lacked(election, project, supported[project], won),
            "missing": max(election.costs[project] - (election.budget - spent), 0),
        }
        for project in lost
    ]
    return outcome


def _lacked(election: Election, project: int, supporters: int, won: set[int]) -> str:
    """Say what a lost project lacked, in a word."""
    if won & election.rivals.get(project, frozenset()):
        return "room"
    if not supporters:
        return "votes"
    return "money"


def _say_what_supporters_lacked(
    outcome: marks.Outcome, shares: EqualShares, completed: Completed
) -> None:
    """Too few to pay for it with all they had at first: votes. Else they spent it: money."""
    numbers = {option: number for number, option in enumerate(map(int, outcome["counts"]))}
    for line in outcome["lost"]:
        project = numbers[line["option"]]
        had = shares.support.people[project] * completed.endowment
        if line["lacked"] != "room":
            lacks_votes = had < shares.election.costs[project]
            line["lacked"] = "votes" if lacks_votes else "money"


def _at_least(election: Election, selected: Sequence[int]) -> dict[str, int]:
    """Return how many voters got at least one, two, three of what they chose."""
    won = set(selected)
    found = dict.fromkeys(map(str, _AT_LEAST), 0)
    for group in election.groups:
        got = len(won & set(group.projects))
        for least in _AT_LEAST:
            if got >= least:
                found[str(least)] += group.people
    return found


def _bought(numbers: Sequence[int], shares: EqualShares, completed: Completed) -> dict[str, Any]:
    """Return the rounds: what each supporter paid for what was bought, and what is left."""
    election = shares.election
    purchases = shares.purchases(completed.endowment)
    ledger = Ledger(shares.support, completed.endowment, purchases)
    steps = []
    for number, purchase in enumerate(purchases):
        price = ledger.price(number)
        full = less = 0
        for segment in shares.support.segments[purchase.project]:
            people = segment.people or (1,) * len(segment.groups)
            for group, size in zip(segment.groups, people, strict=True):
                if ledger.left(group, number) >= price * segment.utility:
                    full += size
                else:
                    less += size
        steps.append(
            {
                "option": numbers[purchase.project],
                "cost": election.costs[purchase.project],
                "supporters": full + less,
                "price": decimal(
                    price * _per_voter(election, shares.support.utility, purchase.project)
                ),
                "paid_in_full": full,
                "gave_what_was_left": less,
            }
        )
    left = _left(shares, ledger, len(purchases))
    return {
        "endowment": decimal(completed.endowment),
        "share": decimal(Fraction(election.budget, election.voters or 1)),
        "utility": shares.support.utility,
        "selected": [numbers[project] for project in completed.selected],
        "steps": steps,
        "purses": [
            {
                "option": numbers[project],
                "left": decimal(left[project]),
                "supporters": shares.support.people[project],
            }
            for project in range(len(numbers))
            if project not in completed.selected
        ],
    }


def _per_voter(election: Election, utility: str, project: int) -> int:
    """Return what one supporter draws: what the price per unit is multiplied with to be money."""
    if utility == COST:
        return election.costs[project]
    return 1


def _left(shares: EqualShares, ledger: Ledger, at: int) -> dict[int, Fraction]:
    """Return what the supporters of each project have left together at the end."""
    found: dict[int, Fraction] = {}
    for project, segments in enumerate(shares.support.segments):
        total = Fraction(0)
        for segment in segments:
            people = segment.people or (1,) * len(segment.groups)
            for group, size in zip(segment.groups, people, strict=True):
                total += ledger.left(group, at) * size
        found[project] = total
    return found


def decimal(number: Fraction, places: int = 4) -> str:
    """Return a number in decimals, rounded half to even."""
    whole, rest = divmod(round(number * 10**places), 10**places)
    return f"{whole}.{rest:0{places}d}"
