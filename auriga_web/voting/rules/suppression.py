"""Which cells of a table by territory or channel stay hidden, so that nobody can be recognised."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

SMALL = 10

Key = TypeVar("Key", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Cell = TypeVar("Cell", bound=Hashable)


def visible_cells(
    cells: Mapping[Key, Mapping[Column, int]], ballots: Mapping[Key, int]
) -> dict[Key, dict[Column, int | None]]:
    """Return the table with None where a number would say too much.

    Hidden are numbers under ten, their complements (nearly everyone there chose it), whole rows
    with fewer than ten ballots, and then as many others of the same line as it takes not to find
    the hidden ones by subtraction from a published total.
    """
    hidden = {
        (key, option)
        for key, row in cells.items()
        for option, n in row.items()
        if n < SMALL or ballots[key] - n < SMALL
    }
    keys = sorted(cells, key=repr)
    options = sorted({option for row in cells.values() for option in row}, key=repr)

    def at(cell: tuple[Key, Column]) -> int:
        return cells[cell[0]].get(cell[1], 0)

    grew = True
    while grew:
        lines = [[(key, option) for key in keys] for option in options]
        # Only where each ballot has one choice do the numbers of a row add up to its ballots.
        lines += [
            [(key, option) for option in options]
            for key in keys
            if sum(cells[key].values()) == ballots[key]
        ]
        grew = sum(_hide_more(line, hidden, at) for line in lines) > 0
    return {
        key: {option: None if (key, option) in hidden else n for option, n in row.items()}
        for key, row in cells.items()
    }


def visible_totals(ballots: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return the ballots of each row, hidden under ten and where subtraction would tell."""
    hidden = {key for key, n in ballots.items() if n < SMALL}
    _hide_more(sorted(ballots, key=repr), hidden, ballots.__getitem__)
    return {key: None if key in hidden else n for key, n in ballots.items()}


def _hide_more(line: Iterable[Cell], hidden: set[Cell], at: Callable[[Cell], int]) -> bool:
    """Hide the smallest shown cells of a line until what is hidden there adds up to ten or more."""
    cells = list(line)
    covered = [cell for cell in cells if cell in hidden]
    shown = sorted(
        (cell for cell in cells if cell not in hidden), key=lambda cell: (at(cell), repr(cell))
    )
    grew = False
    while covered and shown and (len(covered) < 2 or sum(map(at, covered)) < SMALL):
        cell = shown.pop(0)
        hidden.add(cell)
        covered.append(cell)
        grew = True
    return grew
