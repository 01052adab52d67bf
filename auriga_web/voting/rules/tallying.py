"""What a count says, and the counting of marks that approval and single choice share."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auriga_web.voting.rules import ties
from auriga_web.voting.rules.choices import decode_marks
from auriga_web.voting.rules.config import Question


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The outcome of one question: ballots, marks per option, winners, ties that were cut."""

    question_no: int
    ballots: int
    counts: Mapping[int, int]
    winners: tuple[int, ...]
    tied: tuple[int, ...]


def count_marks(question: Question, choices: Iterable[str], *, board_sha256: str) -> Tally:
    """Count one mark per chosen option; most marks win, ties by the stated order."""
    counts = dict.fromkeys(question.option_nos, 0)
    ballots = 0
    for choice, times in Counter(choices).items():
        ballots += times
        for option_no in decode_marks(choice):
            counts[option_no] += times

    cut = ties.order(board_sha256, question_no=question.no)
    ranked = sorted(question.options, key=lambda option: (-counts[option.no], *cut(option)))
    # What nobody chose never wins, however many places there are.
    chosen = [option.no for option in ranked if counts[option.no] > 0]
    winners, others = chosen[: question.winners], chosen[question.winners :]
    return Tally(
        question_no=question.no,
        ballots=ballots,
        counts=counts,
        winners=tuple(winners),
        tied=_tied_at_the_edge(winners, others, counts),
    )


def _tied_at_the_edge(
    winners: list[int], others: list[int], counts: Mapping[int, int]
) -> tuple[int, ...]:
    if not winners or not others or counts[winners[-1]] != counts[others[0]]:
        return ()
    return tuple(sorted(no for no in winners + others if counts[no] == counts[others[0]]))
