"""Opening the box after the last minute, making the board, and destroying the key."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, text

from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.job_queue import enqueue
from auriga_web.territories.models import Territory
from auriga_web.voting.events import PollClosed
from auriga_web.voting.models import BallotBox, BoardMode, Poll, PollRoll, PollState
from auriga_web.voting.operations import aftermath, keys, publication
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.queries import chamber_votes
from auriga_web.voting.queries.keys import KeyMissing, seal_for
from auriga_web.voting.queries.polls import list_events
from auriga_web.voting.rules import board, codes, config, outcome, sealing, states
from auriga_web.voting.rules.config import canonical

_log = logging.getLogger("auriga.voting")


class BoxDoesNotMatchRoll(Exception):
    """There is a ballot in the box that belongs to nobody on the roll: nothing is counted."""


@dataclass(frozen=True, kw_only=True)
class OpenedBox:
    """What was in the box, out of its seals, and who put something in it."""

    ballots: Sequence[outcome.CountedBallot]
    lines: Sequence[board.Line]
    voter_ids: Sequence[int]


def close_poll(poll_id: int, *, now: datetime) -> bool:
    """Count a vote whose time is over; return False, and do nothing, if there is nothing to do.

    :raises KeyMissing: if the key of the box is not there.
    :raises BoxDoesNotMatchRoll: if the box holds a ballot of nobody on the roll.
    """
    poll = locked_poll(poll_id)
    if poll.state is not PollState.OPEN or now < poll.closes_at:
        return False
    assert poll.config_json is not None
    configuration = config.from_json(poll.config_json)
    box = _open_box(poll)

    board_sha256 = board.sha256(board.text_of(box.lines))
    tallies = outcome.tally_all(configuration, box.ballots, board_sha256=board_sha256)
    table = outcome.cells(configuration, box.ballots)
    stated = outcome.outcome(tallies, table, chamber_votes.stated_in_public(poll_id))
    publication.write_board(poll_id, box.lines)
    publication.write_tallies(poll_id, tallies, table)
    publication.mark_voted(poll_id, box.voter_ids)
    db.session.execute(
        delete(BallotBox)
        .where(BallotBox.poll_id == poll_id)
        .execution_options(synchronize_session=False)
    )

    states.check_move(poll.state, PollState.CLOSED)
    poll.state = PollState.CLOSED
    poll.closed_at = now
    poll.board_sha256 = board_sha256
    poll.board_mode = board_mode(len(box.ballots))
    poll.ballots_count = len(box.ballots)
    poll.outcome_json = canonical(stated)
    add_event(poll, "closed", closing_statement(poll), now=now)
    enqueue("voting.destroy_key", now=now, key=f"voting.destroy_key:{poll_id}", poll_id=poll_id)

    aftermath.after_close(poll, configuration, tallies, now=now)
    approved, rejected = outcome.decided_initiatives(configuration, tallies)
    announce(
        PollClosed(
            poll_id=poll_id,
            approved_initiative_ids=approved,
            rejected_initiative_ids=rejected,
            at=now,
        )
    )
    return True


def close_due_polls(*, now: datetime) -> list[int]:
    """Count every vote whose time is over, and return which."""
    due = db.session.scalars(
        select(Poll.id)
        .where(Poll.state == PollState.OPEN, Poll.closes_at <= now)
        .order_by(Poll.closes_at, Poll.id)
    ).all()
    closed = []
    for poll_id in due:
        try:
            if close_poll(poll_id, now=now):
                closed.append(poll_id)
        except (KeyMissing, BoxDoesNotMatchRoll, sealing.CannotOpenSeal):
            # Raised before anything is written. The other votes are counted all the same; this one
            # stays in public as being counted until two persons decide about it.
            _log.exception("Vote %s cannot be counted.", poll_id)
    return closed


def destroy_key_of_closed(poll_id: int, *, now: datetime) -> bool:
    """Clean what the database wrote on the way, then destroy the key of a vote that is over.

    To be called in a transaction of its own, after the close was committed. Safe to call again.
    """
    _tidy_storage()
    poll = locked_poll(poll_id)
    if poll.state not in (PollState.CLOSED, PollState.VOID) or poll.key_name is None:
        return False
    destroyed = keys.destroy_key(poll.key_name)
    # A vote that was counted had its key: if that is gone and nobody said so, we died in between.
    was_there = destroyed or poll.state is PollState.CLOSED
    is_said = any(event.kind == "key_destroyed" for event in list_events(poll_id))
    if was_there and not is_said:
        add_event(poll, "key_destroyed", {}, now=now)
    return destroyed


def closing_statement(poll: Poll) -> dict[str, object]:
    """Return what the event of the close binds: everything that is published hangs on it."""
    assert poll.outcome_json is not None
    return {
        "ballots": poll.ballots_count,
        "board_mode": poll.board_mode,
        "board_sha256": poll.board_sha256,
        "config_sha256": poll.config_sha256,
        "outcome_sha256": config.sha256(poll.outcome_json),
        "roll_commit": poll.roll_commit,
        "roll_size": poll.roll_size,
    }


def board_mode(ballots: int) -> BoardMode:
    return BoardMode.CODE_ONLY if board.hides_choices(ballots) else BoardMode.CODE_AND_CHOICE


def _open_box(poll: Poll) -> OpenedBox:
    seal = seal_for(poll)
    roll = db.session.execute(
        select(PollRoll.voter_id, Territory.name, PollRoll.channel)
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

    hides_choices = board.hides_choices(len(sealed))
    ballots, lines = [], []
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
        voter_ids=sorted(by_tag[tag].voter_id for tag in sealed),
    )


def _lines(poll_id: int, ballot: sealing.Ballot, *, hides_choices: bool) -> list[board.Line]:
    return [
        board.Line(
            no,
            codes.code_for(ballot.receipt, poll_id=poll_id, question_no=no),
            None if hides_choices else choice,
        )
        for no, choice in ballot.answers.items()
    ]


def _tidy_storage() -> None:
    """Let the database forget what it wrote before: its log on SQLite, dead rows on PostgreSQL."""
    if is_postgresql():
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ballot_box, poll_roll, ballot_board"))
    else:
        with db.engine.connect() as connection:
            # Without waiting for readers: the destroyed key is the erasure, this only tidies.
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            try:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                # The connection goes back to the pool: whoever has it next waits as always.
                connection.exec_driver_sql("PRAGMA busy_timeout = 5000")
