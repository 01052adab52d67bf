"""Single choice: each voter marks one option; the one with most marks wins."""

from collections.abc import Iterable, Sequence

from auriga_web.voting.rules.choices import decode_marks, encode_marks, longest_marks
from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.counting import Tally, count_marks
from auriga_web.voting.rules.limits import CannotUse

NAME = "single"


def check(question: Question) -> None:
    """Check that the question asks for one choice and has one winner.

    :raises CannotUse: if it does not.
    """
    if (question.minimum, question.maximum, question.winners) != (1, 1, 1):
        raise CannotUse(question.no)


def encode(question: Question, chosen: Sequence[int]) -> str:
    return encode_marks(question, chosen)


def decode(choice: str) -> tuple[int, ...]:
    return decode_marks(choice)


def longest(question: Question) -> int:
    return longest_marks(question)


def tally(question: Question, choices: Iterable[str], *, board_sha256: str) -> Tally:
    return count_marks(question, choices, board_sha256=board_sha256)
