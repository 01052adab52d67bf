"""Opening the box: every ballot out of its seal, beside those on paper, for the board."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.territories.models import Territory
from auriga_web.voting.models import BallotBox, Poll, PollRoll
from auriga_web.voting.queries.keys import seal_for
from auriga_web.voting.rules import board, codes, config, outcome, sealing
from auriga_web.voting.rules.counting.ballots import BLANK
from auriga_web.voting.rules.paper import Progress, receipt_of


class BoxDoesNotMatchRoll(Exception):
    """There is a ballot in the box that belongs to nobody on the roll: nothing is counted."""


@dataclass(frozen=True, kw_only=True)
class OpenedBox:
    """What was in the box, out of its seals, and who put something in it."""

    ballots: Sequence[outcome.CountedBallot]
    lines: Sequence[board.Line]
    voter_ids: Sequence[int]


def open_box(poll: Poll, read: Progress | None) -> OpenedBox:
    """Return every ballot of a locked vote: out of its seal, and off the sheets that were read.

    :raises KeyMissing: if the key of the box is not there.
    :raises CannotOpenSeal: if a ballot does not open.
    :raises BoxDoesNotMatchRoll: if a ballot belongs to nobody on the roll, or to who chose paper.
    """
    seal = seal_for(poll)
    roll = db.session.execute(
        select(PollRoll.voter_id, Territory.name, PollRoll.channel, PollRoll.on_paper)
        .join(Territory, Territory.id == PollRoll.territory_id)
        .where(PollRoll.poll_id == poll.id)
        .order_by(PollRoll.voter_id)
    ).all()
    by_tag = {seal.tag(voter.voter_id): voter for voter in roll}
    rows = db.session.execute(
        select(BallotBox.voter_tag, BallotBox.sealed).where(BallotBox.poll_id == poll.id)
    ).all()
    sealed = {bytes(row.voter_tag): bytes(row.sealed) for row in rows}
    if sealed.keys() - by_tag.keys():
        raise BoxDoesNotMatchRoll(f"The box of vote {poll.id} holds a ballot of nobody.")
    on_paper = [voter.voter_id for voter in roll if voter.on_paper]
    if any(by_tag[tag].on_paper for tag in sealed):
        raise BoxDoesNotMatchRoll(f"Somebody is in the box of vote {poll.id} and on paper.")

    hides_choices = board.hides_choices(len(sealed) + len(on_paper))
    ballots, lines = [], []
    for ballot in _paper_ballots(
        seal, read, configuration=config.from_json(poll.config_json or "")
    ):
        ballots.append(
            outcome.CountedBallot(
                answers=ballot.answers,
                territory=outcome.ENVELOPE,
                channel=outcome.ENVELOPE,
                way=outcome.ON_PAPER,
            )
        )
        lines += _lines(poll.id, ballot, hides_choices=hides_choices)
    for tag, content in sealed.items():
        ballot = seal.open(content, tag=tag)
        voter = by_tag[tag]
        ballots.append(
            outcome.CountedBallot(
                answers=ballot.answers, territory=voter.name, channel=voter.channel
            )
        )
        lines += _lines(poll.id, ballot, hides_choices=hides_choices)
    return OpenedBox(
        ballots=ballots,
        lines=sorted(lines),
        voter_ids=sorted([*on_paper, *(by_tag[tag].voter_id for tag in sealed)]),
    )


def _paper_ballots(
    seal: sealing.Seal, read: Progress | None, *, configuration: config.Config
) -> list[sealing.Ballot]:
    """Return the sheets that were read, and a blank ballot for each envelope without one."""
    if read is None:
        return []
    blank = {question.no: BLANK for question in configuration.questions}
    return [
        *(
            sealing.Ballot(
                answers={int(no): choice for no, choice in answers.items()},
                receipt=receipt_of(seal, sheet),
            )
            for sheet, answers in read.agreed.items()
        ),
        *(
            sealing.Ballot(answers=blank, receipt=codes.new_receipt())
            for _envelope in range(read.missing)
        ),
    ]


def _lines(poll_id: int, ballot: sealing.Ballot, *, hides_choices: bool) -> list[board.Line]:
    return [
        board.Line(
            no,
            codes.code_for(ballot.receipt, poll_id=poll_id, question_no=no),
            None if hides_choices else choice,
        )
        for no, choice in ballot.answers.items()
    ]
