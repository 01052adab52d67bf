"""Votes: what is asked, who is on the roll, the sealed box, the board, the chamber of bodies."""

from auriga_web.voting.models import immutability as immutability
from auriga_web.voting.models.box import (
    BallotBoard,
    BallotBox,
    PollListed,
    PollRoll,
    PollTally,
    PollTallyBy,
)
from auriga_web.voting.models.chamber import ChamberVote
from auriga_web.voting.models.paper import PaperReading, PollClaim
from auriga_web.voting.models.poll import (
    BoardMode,
    Electorate,
    Poll,
    PollApproval,
    PollEvent,
    PollOption,
    PollQuestion,
    PollState,
    TwoPersonAct,
)

__all__ = [
    "BallotBoard",
    "BallotBox",
    "BoardMode",
    "ChamberVote",
    "Electorate",
    "PaperReading",
    "Poll",
    "PollApproval",
    "PollClaim",
    "PollEvent",
    "PollListed",
    "PollOption",
    "PollQuestion",
    "PollRoll",
    "PollState",
    "PollTally",
    "PollTallyBy",
    "TwoPersonAct",
]
