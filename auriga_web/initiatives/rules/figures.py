"""What an initiative costs: each line, and the totals."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from auriga_web.core.language import gettext as _

# Ten million euros: beyond it somebody typed a figure too many.
LARGEST_CENTS = 10_000_000_00


class WrongFigures(Exception):
    """A cost line does not add up; the message says how."""


class _Line(Protocol):
    @property
    def asked_cents(self) -> int: ...
    @property
    def brought_cents(self) -> int: ...


class Totals(NamedTuple):
    """What it takes, what partners bring, what is still to be covered."""

    asked_cents: int
    brought_cents: int

    @property
    def to_cover_cents(self) -> int:
        return self.asked_cents - self.brought_cents


def totals(lines: Iterable[_Line]) -> Totals:
    """Add the lines up."""
    lines = list(lines)
    return Totals(
        sum(line.asked_cents for line in lines), sum(line.brought_cents for line in lines)
    )


def check_cost(*, asked_cents: int, brought_cents: int, partner_id: int | None) -> None:
    """Check that a line adds up.

    :raises WrongFigures: if it does not.
    """
    if not 0 <= asked_cents <= LARGEST_CENTS:
        raise WrongFigures(_("Write an amount between 0 and 10 million euros."))
    if not 0 <= brought_cents <= asked_cents:
        raise WrongFigures(_("A partner cannot bring more than the line takes."))
    if brought_cents and partner_id is None:
        raise WrongFigures(_("Say which partner brings it."))
