"""Approval: each voter marks as many options as they like within the limits; most marks win."""

from auriga_web.voting.rules.choices import decode_marks as decode
from auriga_web.voting.rules.choices import encode_marks as encode
from auriga_web.voting.rules.choices import longest_marks as longest
from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.limits import CannotUse
from auriga_web.voting.rules.tallying import count_marks as tally

__all__ = ["NAME", "check", "decode", "encode", "longest", "tally"]

NAME = "approval"


def check(question: Question) -> None:
    """Check that the limits of the question make sense for this method.

    :raises CannotUse: if they do not.
    """
    if not 1 <= question.minimum <= question.maximum <= len(question.options):
        raise CannotUse(question.no)
    if not 1 <= question.winners <= len(question.options):
        raise CannotUse(question.no)
