"""Opening the box after the last minute, making the board, and destroying the key."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.job_queue import enqueue
from auriga_web.duties import operations as duties
from auriga_web.voting import policies
from auriga_web.voting.events import PollClosed
from auriga_web.voting.models import (
    BallotBox,
    BoardMode,
    PaperReading,
    Poll,
    PollState,
)
from auriga_web.voting.operations import aftermath, keys, publication
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.operations.unsealing import BoxDoesNotMatchRoll, open_box
from auriga_web.voting.queries import chamber_votes, interests, paper
from auriga_web.voting.queries.keys import KeyMissing, seal_for
from auriga_web.voting.queries.polls import list_events
from auriga_web.voting.rules import board, config, outcome, sealing, states
from auriga_web.voting.rules.config import canonical
from auriga_web.voting.rules.paper import Progress

ENVELOPES_DUE = timedelta(days=3)

_log = logging.getLogger("auriga.voting")


class NotAllRead(Exception):
    """Envelopes are still to be read, were read differently, or do not add up."""


def close_poll(poll_id: int, *, now: datetime) -> bool:
    """Count a vote whose time is over; return False, and do nothing, if there is nothing to do.

    :raises KeyMissing: if the key of the box is not there.
    :raises BoxDoesNotMatchRoll: if the box holds a ballot of nobody on the roll.
    """
    poll = locked_poll(poll_id)
    if poll.state is not PollState.OPEN or now < poll.closes_at:
        return False
    if envelopes := paper.count_envelopes(poll_id):
        _begin_counting(poll, envelopes, now=now)
        return False
    _make_board(poll, now=now)
    return True


def finish_count(poll_id: int, *, missing: int, actor: Actor, now: datetime) -> None:
    """Make the board of all ballots together, once every envelope was read twice alike.

    `missing` are the envelopes that held no sheet: each counts as a blank ballot.

    :raises NotAllowed: if the actor does not prepare votes, or has an interest in this one.
    :raises NotAllRead: if a sheet was read once or differently, or the envelopes do not add up.
    :raises KeyMissing: if the key of the box is not there.
    """
    authorise(policies.may_prepare(actor))
    poll = locked_poll(poll_id)
    authorise(not interests.has_interest(poll_id, actor.person_id))
    read = paper.progress_of(poll_id)
    if (
        poll.state is not PollState.COUNTING
        or read.read_once
        or read.differing
        or read.missing < 0
        or read.missing != missing
    ):
        raise NotAllRead
    _make_board(poll, read, now=now)
    duties.settle_duty(kind="poll.envelopes", subject=("poll", poll_id), now=now)
    audit.record(actor, "poll.counted", subject_kind="poll", subject_id=poll_id, now=now)


def _begin_counting(poll: Poll, envelopes: int, *, now: datetime) -> None:
    """End the voting of a vote with envelopes: the box stays sealed until they are all read."""
    states.check_move(poll.state, PollState.COUNTING)
    poll.state = PollState.COUNTING
    add_event(poll, "voting_ended", {"envelopes": envelopes}, now=now)
    duties.open_duty(
        kind="poll.envelopes",
        subject=("poll", poll.id),
        role=Role.OPERATOR,
        due_at=now + ENVELOPES_DUE,
        now=now,
    )


def _make_board(poll: Poll, read: Progress | None = None, *, now: datetime) -> None:
    assert poll.config_json is not None
    poll_id = poll.id
    configuration = config.from_json(poll.config_json)
    box = open_box(poll, read)

    board_sha256 = board.sha256(board.text_of(box.lines))
    tallies = outcome.tally_all(configuration, box.ballots, board_sha256=board_sha256)
    table = outcome.cells(configuration, box.ballots)
    stated = outcome.outcome(tallies, table, chamber_votes.stated_in_public(poll_id))
    publication.write_board(poll_id, box.lines)
    publication.write_tallies(poll_id, tallies, table)
    publication.mark_voted(poll_id, box.voter_ids)
    for sealed in (BallotBox, PaperReading):
        db.session.execute(
            delete(sealed)
            .where(sealed.poll_id == poll_id)
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
            _say_key_is_missing(poll_id, now=now)
    return closed


def _say_key_is_missing(poll_id: int, *, now: datetime) -> None:
    """Say in public, once, that the key of a vote whose time is over is not found."""
    poll = locked_poll(poll_id)
    try:
        seal_for(poll)
    except KeyMissing:
        kinds = [event.kind for event in list_events(poll_id)]
        if (
            "key_missing"
            not in kinds[kinds.index("key_restored") if "key_restored" in kinds else 0 :]
        ):
            add_event(poll, "key_missing", {}, now=now)


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
