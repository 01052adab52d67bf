"""The files of a closed vote, and what its result page shows."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from auriga_web.core.clock import ROME
from auriga_web.core.database import db
from auriga_web.voting.models import BallotBoard, BoardMode, Poll, PollState
from auriga_web.voting.queries.polls import list_events
from auriga_web.voting.rules import board, config, methods, publishing
from auriga_web.voting.rules.counting.ballots import BLANK
from auriga_web.voting.rules.pabulib import writing


def board_text(poll: Poll) -> str:
    """Return `board.csv`.

    :raises NoResultFound: if the vote is not closed.
    """
    _check_closed(poll)
    return board.text_of(board_lines(poll))


def board_lines(poll: Poll) -> Sequence[board.Line]:
    """Return the board by question and code.

    :raises NoResultFound: if the vote is not closed.
    """
    _check_closed(poll)
    rows = db.session.execute(
        select(BallotBoard.question_no, BallotBoard.code, BallotBoard.choice)
        .where(BallotBoard.poll_id == poll.id)
        .order_by(BallotBoard.question_no, BallotBoard.code)
    )
    return [board.Line(*row) for row in rows]


def result_text(poll: Poll) -> str:
    """Return `result.json`.

    :raises NoResultFound: if the vote is not closed.
    """
    _check_closed(poll)
    assert poll.config_json is not None
    return publishing.result_text(
        poll_id=poll.id,
        config=poll.config_json,
        outcome=outcome_of(poll),
        events=[
            publishing.Link(
                seq=event.seq,
                kind=event.kind,
                at=event.at.isoformat(),
                payload=json.loads(event.payload_json),
                prev_sha256=event.prev_sha256,
                sha256=event.sha256,
            )
            for event in list_events(poll.id)
        ],
    )


def verifier_text(poll: Poll) -> str:
    """Return `verify.py`, with the rules by which this vote was counted.

    :raises NoResultFound: if the vote is not closed.
    """
    _check_closed(poll)
    assert poll.config_json is not None
    questions = config.from_json(poll.config_json).questions
    return publishing.verifier_text(question.method for question in questions)


def pabulib_text(poll: Poll, *, question_no: int, place: str) -> str:
    """Return a question of a vote as a `.pb` file; voters are numbered by their codes: by chance.

    :raises NoResultFound: if the vote is not closed, has no such question, or hides its choices.
    """
    _check_closed(poll)
    assert poll.config_json is not None
    asked = [q for q in config.from_json(poll.config_json).questions if q.no == question_no]
    if not asked or poll.board_mode is not BoardMode.CODE_AND_CHOICE:
        raise NoResultFound(f"Vote {poll.id} gives no such file.")
    method = methods.method_of(asked[0])
    stated = outcome_of(poll)["questions"]
    return writing.write(
        asked[0],
        [
            method.decode(line.choice or BLANK)
            for line in board_lines(poll)
            if line.question_no == question_no
        ],
        next(one for one in stated if one["question_no"] == question_no),
        kind=method.ballot,
        title=poll.title,
        place=place,
        opens_on=poll.opens_at.astimezone(ROME).date(),
        closes_on=poll.closes_at.astimezone(ROME).date(),
    )


def outcome_of(poll: Poll) -> Mapping[str, Any]:
    """Return what was stated at the close.

    :raises NoResultFound: if the vote is not closed.
    """
    _check_closed(poll)
    assert poll.outcome_json is not None
    outcome: Mapping[str, Any] = json.loads(poll.outcome_json)
    return outcome


def _check_closed(poll: Poll) -> None:
    if poll.state is not PollState.CLOSED:
        raise NoResultFound(f"Vote {poll.id} has no result.")
