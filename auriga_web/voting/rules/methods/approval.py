"""Approval: each voter marks as many options as they like within the limits; most marks win."""

from collections.abc import Iterable, Sequence

from auriga_web.voting.rules.choices import decode_marks, encode_marks, longest_marks
from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.counting import Tally, count_marks
from auriga_web.voting.rules.limits import CannotUse

NAME = "approval"


def check(question: Question) -> None:
    """Check that the limits of the question make sense for this method.

    :raises CannotUse: if they do not.
    """
    if not 1 <= question.minimum <= question.maximum <= len(question.options):
        raise CannotUse(question.no)
    if not 1 <= question.winners <= len(question.options):
        raise CannotUse(question.no)


def encode(question: Question, chosen: Sequence[int]) -> str:
    return encode_marks(question, chosen)


def decode(choice: str) -> tuple[int, ...]:
    return decode_marks(choice)


def longest(question: Question) -> int:
    return longest_marks(question)


def tally(question: Question, choices: Iterable[str], *, board_sha256: str) -> Tally:
    return count_marks(question, choices, board_sha256=board_sha256)
