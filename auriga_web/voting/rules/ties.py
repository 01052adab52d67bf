"""The published tie-break: lower cost first, then a lot drawn from the board's hash."""

import hashlib
from collections.abc import Callable

from auriga_web.voting.rules.config import Option


def lot(board_sha256: str, *, question_no: int, option_no: int) -> str:
    """Return the lot of an option: nobody can know it before the board is made, all can redo it."""
    return hashlib.sha256(f"{board_sha256}|{question_no}|{option_no}".encode()).hexdigest()


def order(board_sha256: str, *, question_no: int) -> Callable[[Option], tuple[int, str]]:
    """Return the sort key among options with equal votes: the first in this order goes before."""
    return lambda option: (
        option.cost_cents,
        lot(board_sha256, question_no=question_no, option_no=option.no),
    )
