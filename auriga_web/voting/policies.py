"""Who may read, prepare, decide about, and vote in a vote."""

from sqlalchemy import ColumnElement, true

from auriga_web.core.access import Actor, Role
from auriga_web.voting.models import Poll, PollState

# Institutions give opinions and commitments; they do not vote.
_KINDS_WITHOUT_A_VOTE = frozenset({"institution"})
_SPEAKS_FOR_THE_BODY = "representative"


def may_read(reader: Actor, poll: Poll) -> bool:
    return poll.is_public or may_prepare(reader)


def readable_by(reader: Actor) -> ColumnElement[bool]:
    return true() if may_prepare(reader) else Poll.state != PollState.DRAFT


def may_prepare(actor: Actor) -> bool:
    return actor.is_facilitator


def may_approve(actor: Actor) -> bool:
    """Tell whether this person is one of those of whom two decide about a vote."""
    return bool(actor.roles & {Role.FACILITATOR, Role.ADMINISTRATOR})


def may_handle_paper(actor: Actor) -> bool:
    """Tell whether this person checks people off at a desk and reads paper ballots."""
    return actor.is_operator


def may_decide_claims(actor: Actor) -> bool:
    return actor.is_guarantor


def may_suspend(actor: Actor) -> bool:
    """Stopping is for one person alone: it is going on again that takes two."""
    return may_approve(actor)


def may_vote_in_chamber(actor: Actor) -> bool:
    return (
        actor.body_id is not None
        and actor.is_verified
        and actor.body_role == _SPEAKS_FOR_THE_BODY
        and actor.body_kind not in _KINDS_WITHOUT_A_VOTE
    )
