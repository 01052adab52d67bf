"""Reading the keys of a vote from their folder."""

from auriga_web.core.errors import Unavailable
from auriga_web.core.key_folder import KeyFolderIsOpen, ballot_key_folder
from auriga_web.voting.models import Poll
from auriga_web.voting.rules import sealing


class KeyMissing(Unavailable):
    """The key of this vote is not there: nothing is written and nothing is opened."""


def ballot_key(key_name: str) -> bytes:
    """Return the key of a ballot box.

    :raises KeyMissing: if there is none, or its folder is not safe.
    """
    return _read(f"{key_name}.key")


def roll_key(key_name: str) -> bytes:
    """Return the key that binds the roll.

    :raises KeyMissing: if there is none, or its folder is not safe.
    """
    return _read(f"{key_name}.roll")


def seal_of(poll_id: int, key_name: str, seal_bytes: int) -> sealing.Seal:
    """Return the seal of a vote.

    :raises KeyMissing: if its key is not there.
    """
    return sealing.Seal(ballot_key(key_name), poll_id=poll_id, size=seal_bytes)


def seal_for(poll: Poll) -> sealing.Seal:
    """Return the seal of a vote that has been frozen.

    :raises KeyMissing: if its key is not there.
    """
    if poll.key_name is None or poll.seal_bytes is None:
        raise KeyMissing(f"Vote {poll.id} has no key yet.")
    return seal_of(poll.id, poll.key_name, poll.seal_bytes)


def _read(name: str) -> bytes:
    try:
        key = (ballot_key_folder() / name).read_bytes()
    except (OSError, KeyFolderIsOpen) as problem:
        raise KeyMissing(str(problem)) from problem
    if len(key) != sealing.KEY_BYTES:
        raise KeyMissing(f"{name} is not a key.")
    return key
