"""What must hold of places. Pure: facts in, verdict out."""

from collections.abc import Iterable

SMALL_COMUNE = 5_000

# The frame in which the outlines of umbria.json are drawn.
MAP_VIEW_BOX = "0 0 480 501"

# How many steps of tint the map has above "none".
TINT_STEPS = 3


def public_place(*, comune: str, population: int, zone: str) -> str:
    """Return the place under which a person may be shown without being recognised.

    In a comune with few residents "una persona di Poggiodomo" is nearly a name.
    """
    return comune if population >= SMALL_COMUNE else zone


def tint_floors(counts: Iterable[int]) -> tuple[int, ...]:
    """Return the lowest count of each tint of the map, palest first, as round numbers."""
    highest = max(counts, default=0)
    floors = [1]
    for share in (8, 3):
        floor = _round_number(highest // share)
        if floor > floors[-1]:
            floors.append(floor)
    return tuple(floors[:TINT_STEPS])


def tint(count: int, floors: tuple[int, ...]) -> int:
    """Return the step of tint for a count: 0 for none."""
    return sum(count >= floor for floor in floors)


def _round_number(number: int) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50… not above the number; 0 below 1."""
    best = 0
    step = 1
    while step <= number:
        best = max(candidate for candidate in (step, 2 * step, 5 * step) if candidate <= number)
        step *= 10
    return best
