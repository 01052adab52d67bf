"""Who may call a meeting, sign up, and read and write its minutes."""

from auriga_web.core.access import Actor
from auriga_web.meetings.models import Minutes, MinutesState


def may_call(actor: Actor) -> bool:
    """Call meetings, take presence, write minutes."""
    return actor.is_facilitator


def may_sign_up(actor: Actor) -> bool:
    return not actor.is_visitor


def may_correct(actor: Actor, *, was_there: bool) -> bool:
    return not actor.is_visitor and was_there


def may_read_minutes(reader: Actor, minutes: Minutes, *, was_there: bool) -> bool:
    """Everybody once they are published; who was there from the corrections on."""
    if minutes.state is MinutesState.PUBLISHED or may_call(reader):
        return True
    return minutes.state is not MinutesState.DRAFT and was_there
