"""Saying in public what comes of a vote, and when it will be looked at again."""

from datetime import date, datetime, time

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.clock import ROME
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.voting import policies
from auriga_web.voting.events import PollAnswered
from auriga_web.voting.models import PollState
from auriga_web.voting.operations.chronicle import add_event, locked_poll


class NotClosedYet(Exception):
    """There is no result to say anything about."""


def answer_result(
    poll_id: int, *, text: str, review_on: date | None, actor: Actor, now: datetime
) -> None:
    """Write what comes of a result, and by when one says what was done; it cannot be taken back.

    :raises NotAllowed: if the actor does not prepare votes.
    :raises NotClosedYet: if the vote has no result.
    """
    authorise(policies.may_prepare(actor))
    poll = locked_poll(poll_id)
    if poll.state is not PollState.CLOSED:
        raise NotClosedYet

    review = review_on.isoformat() if review_on else None
    add_event(poll, "answered", {"text": text.strip(), "review_on": review}, now=now)
    subject = ("poll", poll_id)
    duties.settle_duty(kind="poll.outcome", subject=subject, now=now)
    if review_on is not None:
        due_at = datetime.combine(review_on, time(20), tzinfo=ROME)
        duties.open_duty(
            kind="poll.outcome", subject=subject, role=Role.FACILITATOR, due_at=due_at, now=now
        )

    audit.record(actor, "poll.answered", subject_kind="poll", subject_id=poll_id, now=now)
    announce(PollAnswered(poll_id=poll_id, at=now))
