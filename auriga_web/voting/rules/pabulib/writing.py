"""Writing a closed question as a `.pb` file, that others can count with their own programs."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from auriga_web.voting.rules.config import Option, Question
from auriga_web.voting.rules.counting.ballots import POINTS, RANKING

_VOTE_TYPES = {POINTS: "cumulative", RANKING: "ordinal"}
_CENTS = 100


def write(
    question: Question,
    ballots: Sequence[tuple[int, ...]],
    outcome: Mapping[str, Any],
    *,
    kind: str,
    title: str,
    place: str,
    opens_on: date,
    closes_on: date,
) -> str:
    """Return the text of the file. `ballots` are what was chosen, in an order that tells nothing.

    Where there is no money, each option costs one, and the budget is the places there are.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    meta = _meta(question, ballots, outcome, kind=kind)
    writer.writerows([["META"], ["key", "value"]])
    writer.writerow(["description", _one_line(f"{title}: {question.text}")])
    writer.writerows([["country", "Italy"], ["unit", _one_line(place)]])
    writer.writerows([["instance", closes_on.year], *meta[:5]])
    writer.writerows(
        [["date_begin", f"{opens_on:%d.%m.%Y}"], ["date_end", f"{closes_on:%d.%m.%Y}"]]
    )
    writer.writerows(meta[5:])

    votes = Counter(option for chosen in ballots for option in set(chosen))
    points = Counter(option for chosen in ballots for option in chosen)
    results = ["votes", "score"] if kind == POINTS else ["votes"]
    writer.writerows([["PROJECTS"], ["project_id", "cost", *results, "name", "selected"]])
    for option in question.options:
        got = [votes[option.no], points[option.no]][: len(results)]
        won = int(option.no in outcome["winners"])
        writer.writerow([option.no, _cost(question, option), *got, _one_line(option.title), won])

    writer.writerow(["VOTES"])
    writer.writerow(["voter_id", "vote", *(["points"] if kind == POINTS else [])])
    for number, chosen in enumerate(ballots, start=1):
        given = Counter(chosen)
        cells = [",".join(map(str, given))]
        if kind == POINTS:
            cells.append(",".join(map(str, given.values())))
        writer.writerow([number, *cells])
    return lines.getvalue()


def _meta(
    question: Question,
    ballots: Sequence[tuple[int, ...]],
    outcome: Mapping[str, Any],
    *,
    kind: str,
) -> list[list[object]]:
    budget = question.winners if question.budget_cents is None else _euro(question.budget_cents)
    meta: list[list[object]] = [
        ["num_projects", len(question.options)],
        ["num_votes", len(ballots)],
        ["budget", budget],
        ["vote_type", _VOTE_TYPES.get(kind, "approval")],
        ["rule", _rule(question, outcome)],
        ["min_length", question.minimum],
        ["max_length", question.maximum],
    ]
    if kind == POINTS:
        meta.append(["max_sum_points", question.points])
    meta += [["language", "it"], ["currency", "EUR"]]
    costs = sum(option.cost_cents for option in question.options)
    if question.budget_cents is not None and costs <= question.budget_cents:
        meta.append(["fully_funded", 1])
    meta.append(["comment", f"#1: Method in Auriga: {question.method}."])
    return meta


def _rule(question: Question, outcome: Mapping[str, Any]) -> str:
    """Return the rule by the name it has in the format; of those it has no name for, none."""
    if question.incompatible:
        return "unknown"
    if question.method == "greedy_votes":
        return "greedy"
    if question.method == "equal_shares_cost":
        stands = outcome["comparison"]["stands"]
        return "equalshares/add1" if stands == "equal_shares" else "greedy"
    return "unknown"


def _cost(question: Question, option: Option) -> str:
    return "1" if question.budget_cents is None else _euro(option.cost_cents)


def _euro(cents: int) -> str:
    whole, rest = divmod(cents, _CENTS)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _one_line(text: str) -> str:
    return " ".join(text.split())
