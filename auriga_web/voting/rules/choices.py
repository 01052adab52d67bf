"""How a choice is written on the board, and when a ballot is valid."""

from collections.abc import Sequence

from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.voting.rules.config import Question

BLANK = "-"
_AND = "+"


class InvalidBallot(Exception):
    """The choices do not make a ballot; the message says what to do."""

    def __init__(self, message: str, *, question_no: int, missing: int = 0) -> None:
        super().__init__(message)
        self.question_no = question_no
        self.missing = missing


def check_marks(question: Question, chosen: Sequence[int]) -> None:
    """Check that the options chosen make a ballot for this question.

    :raises InvalidBallot: if an option is not there, or they are too few or too many.
    """
    if set(chosen) - set(question.option_nos) or len(set(chosen)) != len(chosen):
        raise InvalidBallot(
            _("One of your choices is not on this ballot. Look at it and choose again."),
            question_no=question.no,
        )
    if len(chosen) < question.minimum:
        missing = question.minimum - len(chosen)
        raise InvalidBallot(
            ngettext("Choose %(num)s more.", "Choose %(num)s more options.", missing),
            question_no=question.no,
            missing=missing,
        )
    if len(chosen) > question.maximum:
        raise InvalidBallot(
            ngettext(
                "You can choose %(num)s option at most.",
                "You can choose %(num)s options at most.",
                question.maximum,
            ),
            question_no=question.no,
        )


def encode_marks(question: Question, chosen: Sequence[int]) -> str:
    """Return the choice as it stands on the board: numbers ascending joined by `+`, blank `-`.

    :raises InvalidBallot: if the options chosen do not make a ballot.
    """
    check_marks(question, chosen)
    return _AND.join(str(no) for no in sorted(chosen)) or BLANK


def decode_marks(choice: str) -> tuple[int, ...]:
    return () if choice == BLANK else tuple(int(no) for no in choice.split(_AND))


def longest_marks(question: Question) -> int:
    """Return the length of the longest choice, so that every ballot can be padded to one size."""
    return max(len(_AND.join(str(no) for no in question.option_nos)), len(BLANK))
