"""Printed ballots: their numbers, whether one is ours, and what two readings of them say.

The number carries a mark made with the key of the vote, so that a sheet nobody printed is known;
the receipt comes from the number and the key, so that no list of sheets is kept anywhere.
"""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from auriga_web.voting.rules.codes import ALPHABET, normalised, receipt_from
from auriga_web.voting.rules.sealing import Seal

_DRAWN, _MARK = 8, 4
SHEET_LENGTH = _DRAWN + _MARK
READERS = 2
MOST_SHEETS = 200


class NotOurSheet(Exception):
    """This number is on no sheet that was printed for this vote."""


class Reading(NamedTuple):
    """What one operator read on one sheet."""

    sheet: str
    operator_id: int
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the count of envelopes is; says nothing of what is on them."""

    envelopes: int
    read_once: tuple[str, ...]
    differing: tuple[str, ...]
    agreed: Mapping[str, Mapping[str, str]]

    @property
    def sheets(self) -> int:
        return len(self.read_once) + len(self.differing) + len(self.agreed)

    @property
    def missing(self) -> int:
        """How many envelopes no sheet was read from yet."""
        return self.envelopes - self.sheets


def new_sheet(seal: Seal) -> str:
    """Return the number of a new sheet, with its mark."""
    drawn = "".join(secrets.choice(ALPHABET) for _letter in range(_DRAWN))
    return drawn + _mark(seal, drawn)


def check_sheet(seal: Seal, typed: str) -> str:
    """Return the number of a sheet as it is kept, however it was typed.

    :raises NotOurSheet: if it was not printed for this vote.
    """
    sheet = normalised(typed)
    mark = _mark(seal, sheet[:_DRAWN])
    if len(sheet) != SHEET_LENGTH or not hmac.compare_digest(
        sheet[_DRAWN:].encode(), mark.encode()
    ):
        raise NotOurSheet
    return sheet


def shown(sheet: str) -> str:
    """Return a sheet's number in groups of four, as it is printed."""
    return "-".join(sheet[start : start + 4] for start in range(0, SHEET_LENGTH, 4))


def receipt_of(seal: Seal, sheet: str) -> str:
    """Return the receipt of a sheet, from which its codes are made as on screen."""
    return receipt_from(seal.of_paper(b"receipt", sheet))


def progress(readings: Iterable[Reading], *, envelopes: int) -> Progress:
    """Return which sheets were read once, which twice alike, and which differ."""
    by_sheet: dict[str, list[Reading]] = {}
    for reading in readings:
        by_sheet.setdefault(reading.sheet, []).append(reading)
    once, differing, agreed = [], [], {}
    for sheet, read in sorted(by_sheet.items()):
        if len({reading.operator_id for reading in read}) < READERS:
            once.append(sheet)
        elif all(reading.answers == read[0].answers for reading in read):
            agreed[sheet] = read[0].answers
        else:
            differing.append(sheet)
    return Progress(
        envelopes=envelopes, read_once=tuple(once), differing=tuple(differing), agreed=agreed
    )


def _mark(seal: Seal, drawn: str) -> str:
    return receipt_from(seal.of_paper(b"mark", drawn))[:_MARK]
