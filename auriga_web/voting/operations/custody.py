"""Halves of a key for two custodians, putting a lost key back, and what follows a restore.

Each of these is said in the public events of the vote.
"""

from datetime import datetime

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.voting.models import BallotBox, Poll, PollRoll, PollState
from auriga_web.voting.operations import keys
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.queries.keys import KeyMissing, ballot_key
from auriga_web.voting.rules import sealing, states

_WITH_A_KEY = frozenset({PollState.FROZEN, PollState.OPEN, PollState.SUSPENDED, PollState.COUNTING})


class NotTheKey(Exception):
    """The two halves do not make the key of this box, or the key is not lost."""


def print_shares(poll_id: int, *, now: datetime) -> tuple[str, str]:
    """Return two halves of the key: each alone says nothing, both together are the key.

    :raises KeyMissing: if the key is not there.
    """
    poll = _poll_with_a_key(poll_id)
    assert poll.key_name is not None
    halves = sealing.key_shares(ballot_key(poll.key_name))
    add_event(poll, "shares_printed", {}, now=now)
    return halves


def restore_key(poll_id: int, first: str, second: str, *, now: datetime) -> None:
    """Put back the key that two custodians hold the halves of.

    :raises NotTheKey: if the halves are not those of this box, or nothing was lost.
    """
    poll = _poll_with_a_key(poll_id)
    assert poll.key_name is not None
    assert poll.seal_bytes is not None
    if _is_there(poll.key_name):
        raise NotTheKey
    try:
        key = sealing.joined_shares(first, second)
        seal = sealing.Seal(key, poll_id=poll_id, size=poll.seal_bytes)
    except (ValueError, sealing.CannotOpenSeal) as problem:
        raise NotTheKey from problem
    _check_opens(poll_id, seal)

    keys.put_back(poll.key_name, key)
    add_event(poll, "key_restored", {}, now=now)


def suspend_after_restore(*, now: datetime) -> list[int]:
    """Suspend every open vote of a database that was restored, until two persons decide."""
    opened = db.session.scalars(
        select(Poll.id).where(Poll.state == PollState.OPEN).order_by(Poll.id)
    ).all()
    for poll_id in opened:
        poll = locked_poll(poll_id)
        states.check_move(poll.state, PollState.SUSPENDED)
        poll.state = PollState.SUSPENDED
        add_event(poll, "suspended", {"reason": "Ripristino da una copia dei dati."}, now=now)
    return list(opened)


def _poll_with_a_key(poll_id: int) -> Poll:
    poll = locked_poll(poll_id)
    if poll.state not in _WITH_A_KEY:
        raise KeyMissing(f"A vote that is {poll.state} has no key.")
    return poll


def _is_there(key_name: str) -> bool:
    try:
        ballot_key(key_name)
    except KeyMissing:
        return False
    return True


def _check_opens(poll_id: int, seal: sealing.Seal) -> None:
    sealed = {
        bytes(row.voter_tag): bytes(row.sealed)
        for row in db.session.execute(
            select(BallotBox.voter_tag, BallotBox.sealed).where(BallotBox.poll_id == poll_id)
        )
    }
    voters = db.session.scalars(select(PollRoll.voter_id).where(PollRoll.poll_id == poll_id))
    if sealed and not sealed.keys() <= {seal.tag(voter_id) for voter_id in voters}:
        raise NotTheKey
