"""Single choice: each voter marks one option; the one with most marks wins."""

from auriga_web.voting.rules.choices import decode_marks as decode
from auriga_web.voting.rules.choices import encode_marks as encode
from auriga_web.voting.rules.choices import longest_marks as longest
from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.limits import CannotUse
from auriga_web.voting.rules.tallying import count_marks as tally

__all__ = ["NAME", "check", "decode", "encode", "longest", "tally"]

NAME = "single"


def check(question: Question) -> None:
    """Check that the question asks for one choice and has one winner.

    :raises CannotUse: if it does not.
    """
    if (question.minimum, question.maximum, question.winners) != (1, 1, 1):
        raise CannotUse(question.no)
