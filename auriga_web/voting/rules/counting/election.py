"""An election about money as the rules count it: whole numbers, and identical ballots together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

COST = "cost"
CARDINALITY = "cardinality"
POINTS = "points"
UTILITIES = (COST, CARDINALITY, POINTS)


class Group(NamedTuple):
    """Voters whose ballots are the same: what they chose, with which points, how many they are."""

    projects: tuple[int, ...]
    points: tuple[int, ...]
    people: int


@dataclass(frozen=True)
class Election:
    """Projects are numbered from 0. Costs and budget are whole, `unit` of them make one euro."""

    budget: int
    costs: Sequence[int]
    # The place of each project in the order that breaks ties: the lower goes first.
    places: Sequence[int]
    groups: Sequence[Group]
    # All who gave a ballot, those who left it empty included.
    voters: int
    unit: int = 1
    # Projects that cannot be done together with this one.
    rivals: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def cost_of(self, projects: Sequence[int]) -> int:
        return sum(self.costs[project] for project in projects)


class Segment(NamedTuple):
    """Supporters of a project who draw the same utility from it; no `people` where each is one."""

    utility: int
    groups: tuple[int, ...]
    people: tuple[int, ...] | None


class Support(NamedTuple):
    """Who supports what in an election: by project its segments, its people, their utility."""

    election: Election
    utility: str
    segments: Sequence[Sequence[Segment]]
    people: Sequence[int]
    totals: Sequence[int]


def votes(election: Election) -> list[int]:
    """Return how many people support each project."""
    found = [0] * len(election.costs)
    for group in election.groups:
        for project in group.projects:
            found[project] += group.people
    return found


def utility_of(election: Election, utility: str, project: int, points: int) -> int:
    """Return what a supporter draws from a project that is bought."""
    if utility == COST:
        return election.costs[project]
    return points if utility == POINTS else 1


def total_utilities(election: Election, utility: str) -> list[int]:
    """Return what all its supporters together draw from each project."""
    found = [0] * len(election.costs)
    for group in election.groups:
        for project, points in zip(group.projects, group.points, strict=True):
            found[project] += group.people * utility_of(election, utility, project, points)
    return found


def satisfaction(election: Election, utility: str, chosen: Sequence[int]) -> list[int]:
    """Return what one voter of each group draws from an outcome."""
    won = set(chosen)
    return [
        sum(
            utility_of(election, utility, project, points)
            for project, points in zip(group.projects, group.points, strict=True)
            if project in won
        )
        for group in election.groups
    ]


def supporters(election: Election, utility: str) -> Support:
    """Return the supporters of each project, by the utility that they draw from it."""
    found: list[dict[tuple[int, bool], tuple[list[int], list[int]]]] = [{} for _ in election.costs]
    for number, (projects, all_points, people) in enumerate(election.groups):
        is_many = people > 1
        for project, points in zip(projects, all_points, strict=True):
            drawn = utility_of(election, utility, project, points)
            if drawn > 0:
                numbers, sizes = found[project].setdefault((drawn, is_many), ([], []))
                numbers.append(number)
                sizes.append(people)
    segments = [
        [
            Segment(drawn, tuple(numbers), tuple(sizes) if is_many else None)
            for (drawn, is_many), (numbers, sizes) in by_utility.items()
        ]
        for by_utility in found
    ]
    all_sizes = [[_people(segment) for segment in of_one] for of_one in segments]
    return Support(
        election,
        utility,
        segments,
        [sum(sizes) for sizes in all_sizes],
        [
            sum(segment.utility * size for segment, size in zip(of_one, sizes, strict=True))
            for of_one, sizes in zip(segments, all_sizes, strict=True)
        ],
    )


def _people(segment: Segment) -> int:
    return len(segment.groups) if segment.people is None else sum(segment.people)
