"""A vote tried out with invented voters: made in memory, shown once, kept nowhere.

It uses the same encoding, codes, board and counting as a real vote, but no key, no roll and no box:
there is nothing that could be taken for a real one, and nothing to delete.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from auriga_web.voting.rules import board, codes, outcome
from auriga_web.voting.rules.choices import InvalidBallot
from auriga_web.voting.rules.config import Config, Question
from auriga_web.voting.rules.counting.ballots import BLANK
from auriga_web.voting.rules.methods import method_of
from auriga_web.voting.rules.tallying import Tally

INVENTED = 40
_TRIES = 50


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What came of it: the codes of the one who tried, the board, and the count."""

    codes: Mapping[int, str]
    lines: Sequence[board.Line]
    tallies: Sequence[Tally]
    ballots: int


def rehearse(
    configuration: Config, chosen: Mapping[int, Sequence[int]], *, poll_id: int, seed: int
) -> Rehearsal:
    """Count one real choice among those of invented voters.

    :raises InvalidBallot: if the choice does not make a ballot.
    """
    random = Random(seed)  # noqa: S311
    own = {
        question.no: method_of(question).encode(question, chosen.get(question.no, ()))
        for question in configuration.questions
    }
    answers = [own] + [
        {question.no: _invented(question, random) for question in configuration.questions}
        for _number in range(INVENTED)
    ]
    receipts = [codes.new_receipt() for _ballot in answers]
    lines = sorted(
        board.Line(no, codes.code_for(receipt, poll_id=poll_id, question_no=no), choice)
        for receipt, ballot in zip(receipts, answers, strict=True)
        for no, choice in ballot.items()
    )
    ballots = [
        outcome.CountedBallot(answers=ballot, territory="", channel="") for ballot in answers
    ]
    return Rehearsal(
        codes={no: codes.code_for(receipts[0], poll_id=poll_id, question_no=no) for no in own},
        lines=lines,
        tallies=outcome.tally_all(
            configuration, ballots, board_sha256=board.sha256(board.text_of(lines))
        ),
        ballots=len(answers),
    )


def _invented(question: Question, random: Random) -> str:
    for _try in range(_TRIES):
        size = random.randint(question.minimum, min(question.maximum, len(question.options)))
        try:
            chosen = random.sample(question.option_nos, size)
            return method_of(question).encode(question, chosen)
        except InvalidBallot:
            continue
    return BLANK
