"""The public board: its lines, its hash, and the roll's commitment."""

import hashlib
import hmac
from collections.abc import Iterable
from typing import NamedTuple

SMALL_VOTE = 10


class Line(NamedTuple):
    """An answer on the board: a code, and the choice unless the vote was too small to show it."""

    question_no: int
    code: str
    choice: str | None


def text_of(lines: Iterable[Line]) -> str:
    """Return the board as it is published: sorted lines `question,code,choice`, no heading.

    No heading, so that the hash of the published file is the hash of the board.
    """
    return "".join(
        sorted(f"{line.question_no},{line.code},{line.choice or ''}\n" for line in lines)
    )


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hides_choices(ballots: int) -> bool:
    """With so few ballots a choice could be guessed: the board shows codes only."""
    return ballots < SMALL_VOTE


def roll_commitment(roll_key: bytes, voter_ids: Iterable[int]) -> str:
    """Return the hash that binds the roll without naming anyone on it."""
    lines = sorted(
        hmac.digest(roll_key, str(voter_id).encode(), hashlib.sha256).hex()
        for voter_id in voter_ids
    )
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
