"""What can stand on the board beside a code, and what it says; one kind of ballot per function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

# A question as the configuration states it, in plain JSON values.
Question = Mapping[str, Any]

BLANK = "-"
MARKS, RANKING, POINTS = "marks", "ranking", "points"


def read_marks(choice: str) -> tuple[int, ...]:
    """Return the options marked."""
    return () if choice == BLANK else tuple(int(mark) for mark in choice.split("+"))


def read_ranking(choice: str) -> tuple[int, ...]:
    """Return the options ranked, the best one first."""
    return () if choice == BLANK else tuple(int(mark) for mark in choice.split(">"))


def read_points(choice: str) -> tuple[int, ...]:
    """Return each option as often as it was given a point."""
    if choice == BLANK:
        return ()
    marks = (mark.split(":") for mark in choice.split("+"))
    return tuple(int(option) for option, points in marks for _ in range(int(points)))


def write_marks(chosen: Sequence[int]) -> str:
    """Return the choice as it stands on the board: `1+3`, or `-`."""
    return "+".join(str(option) for option in sorted(chosen)) or BLANK


def write_ranking(chosen: Sequence[int]) -> str:
    """Return the choice as it stands on the board: `3>1>2`, or `-`."""
    return ">".join(str(option) for option in chosen) or BLANK


def write_points(chosen: Sequence[int]) -> str:
    """Return the choice as it stands on the board: `2:5+4:1`, or `-`."""
    return "+".join(f"{option}:{chosen.count(option)}" for option in sorted(set(chosen))) or BLANK


READ: Mapping[str, Callable[[str], tuple[int, ...]]] = {
    MARKS: read_marks,
    RANKING: read_ranking,
    POINTS: read_points,
}
WRITE: Mapping[str, Callable[[Sequence[int]], str]] = {
    MARKS: write_marks,
    RANKING: write_ranking,
    POINTS: write_points,
}


def is_valid(question: Question, ballot: str, choice: str) -> bool:
    """Tell whether a choice is one that this question allows, written in the one way there is."""
    if ballot == POINTS and not _has_plain_points(question, choice):
        return False
    chosen = READ[ballot](choice)
    options = set(chosen)
    return (
        WRITE[ballot](chosen) == choice
        and options <= set(numbers_of(question))
        and (ballot == POINTS or len(options) == len(chosen))
        and question["minimum"] <= len(options) <= question["maximum"]
        and (ballot != POINTS or len(chosen) <= question["points"])
    )


def numbers_of(question: Question) -> list[int]:
    return [option["no"] for option in question["options"]]


def _has_plain_points(question: Question, choice: str) -> bool:
    """Look at the size of each number before it is believed."""
    return choice == BLANK or all(
        len(mark.split(":")[-1]) <= len(str(question["points"])) for mark in choice.split("+")
    )
