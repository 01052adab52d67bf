"""`python -m bench.tally`: participatory budgets counted by us and by pabutools, in one run.

Each count is a process of its own, so that time and memory are its own; what is bought is compared.
Without files an election of a large town is drawn. `--growth` counts from a thousand ballots to a
million; `--random SECONDS` compares small awkward elections, for as long as asked.
"""

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from auriga_web.voting.rules.counting import budgeting
from auriga_web.voting.rules.counting.election import CARDINALITY, COST, POINTS, UTILITIES
from auriga_web.voting.rules.pabulib import reading

_GROWTH = (1_000, 10_000, 100_000, 1_000_000)


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m bench.tally", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="elections in the format of Pabulib")
    parser.add_argument("--ballots", type=int, default=90_000)
    parser.add_argument("--projects", type=int, default=160)
    parser.add_argument("--rule", choices=budgeting.RULES, default=budgeting.MES_ADD1)
    parser.add_argument("--utility", choices=UTILITIES, default=COST)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--random", type=float, default=0, metavar="SECONDS")
    wanted = parser.parse_args()
    warnings.simplefilter("ignore")
    if wanted.random:
        compare_random(wanted.random)
    elif wanted.growth:
        show_growth(wanted.projects, wanted.rule, wanted.utility)
    else:
        with tempfile.TemporaryDirectory(prefix="auriga-bench-") as folder:
            drawn = Path(folder) / "drawn.pb"
            if not wanted.files:
                write_election(drawn, ballots=wanted.ballots, projects=wanted.projects)
            for file in wanted.files or [drawn]:
                compare(file, wanted.rule, wanted.utility)


def compare(file: Path, rule: str, utility: str) -> None:
    """Count a file twice, and say how long each took, in what memory, and whether they agree."""
    ours = _apart(count_ours, file, rule, utility)
    theirs = _apart(count_theirs, file, rule, utility)
    same = "the same winners" if ours["selected"] == theirs["selected"] else "OTHER WINNERS"
    print(
        f"{file.name}, {rule}, {utility}: {ours['ballots']:,} ballots, {ours['projects']} projects"
    )
    for name, found in (("auriga", ours), ("pabutools", theirs)):
        print(
            f"  {name:10} {found['seconds']:9.2f} s counting {found['reading']:7.2f} s reading"
            f" {found['megabytes']:6.0f} MB  {len(found['selected'])} bought"
        )
    print(f"  {theirs['seconds'] / ours['seconds']:.0f} times as fast, {same}")


def show_growth(projects: int, rule: str, utility: str) -> None:
    """Count ten times as many ballots at each step."""
    print(f"{rule}, {utility}, {projects} projects")
    for ballots in _GROWTH:
        with tempfile.TemporaryDirectory(prefix="auriga-bench-") as folder:
            file = Path(folder) / "drawn.pb"
            write_election(file, ballots=ballots, projects=projects)
            found = _apart(count_ours, file, rule, utility)
        print(
            f"  {ballots:9,} ballots  {found['seconds']:8.2f} s counting {found['reading']:6.2f} s"
            f" reading {found['megabytes']:5.0f} MB"
            f"  {found['seconds'] / ballots * 1e6:7.1f} µs a ballot, {found['passes']} passes"
        )


def compare_random(seconds: float) -> None:
    """Compare small elections with ties, nothing, too much and nobody, until the time is over."""
    from tests.voting import oracle

    theirs = {
        budgeting.GREEDY: oracle.greedy,
        budgeting.MES: oracle.equal_shares,
        budgeting.MES_ADD1: oracle.add1,
    }
    random, end, compared = Random(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with_points = random.random() < 0.4
        case = oracle.random_case(random, with_points=with_points)
        for utility in UTILITIES if with_points else (COST, CARDINALITY):
            for rule, count in theirs.items():
                ours = budgeting.count(case.election(), rule=rule, utility=utility)
                expected = count(case, utility)
                # The library takes what is free in no order.
                if _paid(case, ours) != _paid(case, expected) or set(ours) != set(expected):
                    raise SystemExit(f"DIFFERENT: {rule} {utility} {case}")
                compared += 1
    print(f"{compared:,} counts compared, none different")


def _paid(case: Any, selected: list[int]) -> list[int]:
    return [project for project in selected if case.costs[project]]


def count_ours(file: Path, rule: str, utility: str) -> dict[str, Any]:
    """Count a file with the rules of this project."""
    began = time.perf_counter()
    read = reading.read(reading.decoded(file.read_bytes()))
    election = reading.election_of(read, utility)
    counting, passes = time.perf_counter(), [0]

    def on_pass(number: int, _spent: int) -> None:
        passes[0] = number

    selected = budgeting.count(election, rule=rule, utility=utility, on_pass=on_pass)
    return {
        "ballots": election.voters,
        "projects": len(election.costs),
        "passes": passes[0],
        "reading": counting - began,
        "seconds": time.perf_counter() - counting,
        "selected": [read.projects[number].id for number in selected],
    }


def count_theirs(file: Path, rule: str, utility: str) -> dict[str, Any]:
    """Count a file with the public library, given our tie-break."""
    from pabutools.election import Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat, parse_pabulib
    from pabutools.rules import (
        exhaustion_by_budget_increase,
        greedy_utilitarian_welfare,
        method_of_equal_shares,
    )

    from tests.voting.oracle import lower_cost_then_name

    measure = {COST: Cost_Sat, CARDINALITY: Cardinality_Sat, POINTS: Additive_Cardinal_Sat}[utility]
    began = time.perf_counter()
    instance, profile = parse_pabulib(str(file))
    counting = time.perf_counter()
    how = {"sat_class": measure, "tie_breaking": lower_cost_then_name}
    if rule == budgeting.GREEDY:
        found = greedy_utilitarian_welfare(instance, profile, **how)
    elif rule == budgeting.MES:
        found = method_of_equal_shares(instance, profile, **how)
    else:
        found = exhaustion_by_budget_increase(
            instance,
            profile,
            method_of_equal_shares,
            how,
            exhaustive_stop=False,
            budget_step=profile.num_ballots(),
        )
    return {
        "reading": counting - began,
        "seconds": time.perf_counter() - counting,
        "selected": [project.name for project in found],
    }


def _apart(count: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """Return what a count says, made in a process of its own, with the memory it took."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_send, args=(sending, count, arguments)
    )
    process.start()
    sending.close()
    found: dict[str, Any] = json.loads(receiving.recv())
    process.join()
    return found


def _send(sending: Any, count: Callable[..., dict[str, Any]], arguments: tuple[Any, ...]) -> None:
    warnings.simplefilter("ignore")
    found = count(*arguments)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sending.send(json.dumps({**found, "megabytes": used}))


def write_election(file: Path, *, ballots: int, projects: int) -> None:
    """Draw an election: some projects that many want, costs as in a town, one to ten marks each."""
    random = Random(2027)
    costs = [
        random.choice([random.randint(10, 150), random.randint(150, 750)]) * 100
        for _ in range(projects)
    ]
    # Ten times the voters have ten times the money and costs: the same election, only larger.
    scale = ballots / 90_000
    wanted = [random.paretovariate(1.1) for _ in range(projects)]
    numbers = range(1, projects + 1)
    with file.open("w", encoding="utf-8") as out:
        out.write("META\nkey;value\ndescription;Drawn\ncountry;Italia\nunit;Drawn\ninstance;2027\n")
        out.write(
            f"num_projects;{projects}\nnum_votes;{ballots}\nbudget;{round(1_500_000 * scale)}\n"
        )
        out.write("vote_type;approval\nrule;equalshares\nPROJECTS\nproject_id;name;cost\n")
        out.writelines(
            f"{no};Project {no};{max(round(costs[no - 1] * scale), 1)}\n" for no in numbers
        )
        out.write("VOTES\nvoter_id;vote\n")
        for voter in range(ballots):
            marks = random.choices(
                numbers, wanted, k=random.choice((1, 1, 2, 3, 4, 5, 6, 8, 10, 10))
            )
            out.write(f"{voter};{','.join(map(str, dict.fromkeys(marks)))}\n")


if __name__ == "__main__":
    main()
