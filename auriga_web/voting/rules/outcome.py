"""What a closed vote says: tallies, the same by territory and channel, the chamber beside it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auriga_web.voting.rules import board, suppression
from auriga_web.voting.rules.config import Config, Question
from auriga_web.voting.rules.methods import method_of
from auriga_web.voting.rules.tallying import Tally


@dataclass(frozen=True, kw_only=True)
class CountedBallot:
    """A ballot as it is counted: its choices, and where it came from."""

    answers: Mapping[int, str]
    territory: str
    channel: str
    way: str = "screen"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A number of a table by territory or channel; None where it would say too much."""

    question_no: int
    dimension: str
    key: str
    option_no: int
    n: int | None


BALLOTS = 0
ON_PAPER = "paper"
# An envelope has no name on it: where its voter lives and how they were verified is not known.
ENVELOPE = "envelope"


def tally_all(
    configuration: Config, ballots: Sequence[CountedBallot], *, board_sha256: str
) -> tuple[Tally, ...]:
    """Count every question."""
    return tuple(
        method_of(question).tally(
            question, [b.answers[question.no] for b in ballots], board_sha256=board_sha256
        )
        for question in configuration.questions
    )


def cells(configuration: Config, ballots: Sequence[CountedBallot]) -> list[Cell]:
    """Return the tables by territory and by channel; none where the vote was too small."""
    if board.hides_choices(len(ballots)):
        return []
    found: list[Cell] = []
    has_paper = any(ballot.way == ON_PAPER for ballot in ballots)
    for question in configuration.questions:
        for dimension in ("territory", "channel", *(("way",) if has_paper else ())):
            found += _table(question, dimension, ballots)
    return found


def _table(question: Question, dimension: str, ballots: Sequence[CountedBallot]) -> list[Cell]:
    sizes: dict[str, int] = defaultdict(int)
    counts: dict[str, dict[int, int]] = {}
    supported = method_of(question).supported
    for ballot in ballots:
        key = getattr(ballot, dimension)
        sizes[key] += 1
        row = counts.setdefault(key, dict.fromkeys(question.option_nos, 0))
        for option_no in supported(ballot.answers[question.no]):
            row[option_no] += 1

    totals = suppression.visible_totals(sizes)
    shown = suppression.visible_cells(counts, sizes)
    return [
        Cell(question_no=question.no, dimension=dimension, key=key, option_no=option_no, n=n)
        for key in sorted(sizes)
        for option_no, n in ((BALLOTS, totals[key]), *shown[key].items())
    ]


def outcome(
    tallies: Sequence[Tally], table: Sequence[Cell], chamber: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return what is published, in plain JSON values."""
    by: dict[str, dict[str, dict[str, dict[str, int | None]]]] = {}
    for cell in table:
        row = (
            by.setdefault(cell.dimension, {})
            .setdefault(str(cell.question_no), {})
            .setdefault(cell.key, {})
        )
        row[str(cell.option_no)] = cell.n
    return {
        "questions": [tally.stated() for tally in tallies],
        "by": by,
        "chamber": list(chamber),
    }


def decided_initiatives(
    configuration: Config, tallies: Sequence[Tally]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the initiatives that won and those that did not, over all questions."""
    winners = {(tally.question_no, no) for tally in tallies for no in tally.winners}
    approved: set[int] = set()
    all_of_them: set[int] = set()
    for question in configuration.questions:
        for option in question.options:
            if option.initiative_id is None:
                continue
            all_of_them.add(option.initiative_id)
            if (question.no, option.no) in winners:
                approved.add(option.initiative_id)
    return tuple(sorted(approved)), tuple(sorted(all_of_them - approved))
