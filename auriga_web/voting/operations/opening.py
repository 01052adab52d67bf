"""Drawing the roll and opening the box, in one transaction; called when two persons approved."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert

from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.voting.events import PollOpened
from auriga_web.voting.models import Poll, PollRoll, PollState
from auriga_web.voting.operations import aftermath
from auriga_web.voting.operations.chronicle import add_event
from auriga_web.voting.queries import electorate, keys, preparation
from auriga_web.voting.rules import board, checklist, config, states


def check_can_open(poll: Poll, _terms: Mapping[str, str], now: datetime) -> None:
    """Check that a locked vote may open.

    :raises CannotMove: if it is not frozen.
    :raises NotReady: if the checklist finds what stops it.
    """
    if poll.state is not PollState.FROZEN:
        raise states.CannotMove(poll.state, PollState.OPEN)
    checklist.check_ready(preparation.facts_of(poll, now=now))


def open_poll(poll: Poll, _terms: Mapping[str, str], now: datetime) -> None:
    """Draw the roll of a locked vote, and open it.

    :raises KeyMissing: if the key of the box or of the roll is not there.
    """
    assert poll.key_name is not None
    assert poll.config_json is not None
    keys.seal_for(poll)
    configuration = config.from_json(poll.config_json)
    roll = electorate.list_eligible(poll, configuration)
    db.session.execute(
        insert(PollRoll),
        [{"poll_id": poll.id, "on_paper": False, **voter._asdict()} for voter in roll],
    )

    states.check_move(poll.state, PollState.OPEN)
    poll.roll_size = len(roll)
    poll.roll_commit = board.roll_commitment(
        keys.roll_key(poll.key_name), [voter.voter_id for voter in roll]
    )
    poll.state = PollState.OPEN
    poll.opened_at = now
    add_event(
        poll,
        "opened",
        {"roll_size": poll.roll_size, "roll_commit": poll.roll_commit},
        now=now,
    )

    aftermath.after_opening(poll, configuration, now=now)
    announce(
        PollOpened(poll_id=poll.id, initiative_ids=config.initiative_ids(configuration), at=now)
    )
