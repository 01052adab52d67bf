"""What runs beside the pages: counting what is over, the hourly turnout, the end of the key."""

from datetime import datetime

from auriga_web.core import clock
from auriga_web.core.job_queue import every, job
from auriga_web.voting.operations import closing, publication, telling, turnout


@every(seconds=5, name="voting.close")
def close_due_polls(now: datetime) -> None:
    """Count the votes whose time is over."""
    closing.close_due_polls(now=now)


@every(seconds=60, name="voting.turnout")
def show_turnout(now: datetime) -> None:
    """Say, rounded and once an hour at most, how many have voted."""
    turnout.show_turnouts(now=now)


@every(seconds=3600, name="voting.forget")
def forget_who_voted(now: datetime) -> None:
    """Erase who took part in votes whose claims are settled."""
    publication.forget_who_voted(now=now)


@job("voting.destroy_key")
def destroy_key(*, poll_id: int, **_later_arguments: object) -> None:
    """Destroy the key of a vote that is over; runs after the close was committed."""
    closing.destroy_key_of_closed(poll_id, now=clock.now())


@job("voting.tell_roll")
def tell_roll(*, poll_id: int, tiding: str, after_id: int = 0, **_later_arguments: object) -> None:
    """Mail everyone on the roll, a few hundred at a time."""
    telling.tell_roll(poll_id, telling.Tiding(tiding), after_id=after_id, now=clock.now())
