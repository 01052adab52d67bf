"""When choices make a ballot, and how it is then written on the board."""

from collections import Counter
from collections.abc import Sequence

from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.counting.ballots import POINTS, RANKING, WRITE


class InvalidBallot(Exception):
    """The choices do not make a ballot; the message says what to do."""

    def __init__(self, message: str, *, question_no: int, missing: int = 0) -> None:
        super().__init__(message)
        self.question_no = question_no
        self.missing = missing


def encode(question: Question, ballot: str, chosen: Sequence[int]) -> str:
    """Return the choice as it stands on the board.

    :raises InvalidBallot: if the options chosen do not make a ballot.
    """
    _check_options(question, ballot, chosen)
    if ballot == POINTS:
        _check_points(question, chosen)
    _check_limits(question, len(set(chosen)))
    return WRITE[ballot](chosen)


def longest(question: Question, ballot: str) -> int:
    """Return the length of the longest choice, so that every ballot can be padded to one size."""
    every = WRITE[ballot](question.option_nos)
    if ballot == POINTS:
        return len(every) + len(question.option_nos) * len(str(question.points or 0))
    return len(every)


def _check_options(question: Question, ballot: str, chosen: Sequence[int]) -> None:
    is_known = set(chosen) <= set(question.option_nos)
    if is_known and (ballot == POINTS or len(set(chosen)) == len(chosen)):
        return
    if is_known and ballot == RANKING:
        message = _("Two options have the same place: give each a place of its own.")
    else:
        message = _("One of your choices is not on this ballot. Look at it and choose again.")
    raise InvalidBallot(message, question_no=question.no)


def _check_points(question: Question, chosen: Sequence[int]) -> None:
    excess = sum(Counter(chosen).values()) - (question.points or 0)
    if excess > 0:
        raise InvalidBallot(
            ngettext(
                "You have given %(num)s point too many: take it back from somewhere.",
                "You have given %(num)s points too many: take them back from somewhere.",
                excess,
            ),
            question_no=question.no,
        )


def _check_limits(question: Question, options: int) -> None:
    if options < question.minimum:
        missing = question.minimum - options
        raise InvalidBallot(
            ngettext("Choose %(num)s more.", "Choose %(num)s more options.", missing),
            question_no=question.no,
            missing=missing,
        )
    if options > question.maximum:
        raise InvalidBallot(
            ngettext(
                "You can choose %(num)s option at most.",
                "You can choose %(num)s options at most.",
                question.maximum,
            ),
            question_no=question.no,
        )
