"""Suspending a vote, going on with it, extending it after an outage, declaring it void."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.job_queue import enqueue
from auriga_web.voting import policies
from auriga_web.voting.events import PollVoided
from auriga_web.voting.models import BallotBox, PaperReading, Poll, PollState
from auriga_web.voting.operations import aftermath
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.queries.polls import list_events
from auriga_web.voting.rules import config, outages, states


def suspend_poll(poll_id: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Stop taking ballots for a while; those in the box stay as they are.

    :raises NotAllowed: if the actor is neither a facilitator nor an administrator.
    :raises CannotMove: if the vote is not open.
    """
    authorise(policies.may_suspend(actor))
    poll = locked_poll(poll_id)
    states.check_move(poll.state, PollState.SUSPENDED)

    poll.state = PollState.SUSPENDED
    add_event(poll, "suspended", {"reason": reason}, now=now)

    audit.record(actor, "poll.suspended", subject_kind="poll", subject_id=poll_id, now=now)


def resume_poll(poll: Poll, _terms: Mapping[str, str], now: datetime) -> None:
    """Take ballots again; called when two persons approved."""
    states.check_move(poll.state, PollState.OPEN)
    poll.state = PollState.OPEN
    add_event(poll, "resumed", {}, now=now)


def check_extension(poll: Poll, terms: Mapping[str, str], now: datetime) -> None:
    """Check that an extension is for an outage, and by its length.

    :raises CannotMove: if the vote is not open or suspended.
    :raises NotAnOutage: if its times are not those of an outage within the vote, or were made up
        for already.
    """
    if poll.state not in (PollState.OPEN, PollState.SUSPENDED):
        raise states.CannotMove(poll.state, PollState.OPEN)
    _outage_of(poll, terms, now)
    if any(
        event.kind == "extended" and outages.overlap(json.loads(event.payload_json), terms)
        for event in list_events(poll.id)
    ):
        raise outages.NotAnOutage


def extend_poll(poll: Poll, terms: Mapping[str, str], now: datetime) -> None:
    """Move the close by the length of an outage; called when two persons approved."""
    poll.closes_at += _outage_of(poll, terms, now)
    add_event(poll, "extended", {**terms, "closes_at": poll.closes_at.isoformat()}, now=now)


def void_poll(poll: Poll, terms: Mapping[str, str], now: datetime) -> None:
    """Declare a vote void, in public: the box is emptied unread; called when two approved."""
    assert poll.config_json is not None
    reason = terms.get("reason", "")
    states.check_move(poll.state, PollState.VOID)
    poll.state = PollState.VOID
    poll.void_reason = reason
    poll.closed_at = now
    for sealed in (BallotBox, PaperReading):
        db.session.execute(
            delete(sealed)
            .where(sealed.poll_id == poll.id)
            .execution_options(synchronize_session=False)
        )
    add_event(poll, "voided", {"reason": reason}, now=now)
    enqueue("voting.destroy_key", now=now, key=f"voting.destroy_key:{poll.id}", poll_id=poll.id)

    configuration = config.from_json(poll.config_json)
    aftermath.after_voiding(poll, configuration, now=now)
    announce(
        PollVoided(
            poll_id=poll.id,
            initiative_ids=config.initiative_ids(configuration),
            reason=reason,
            at=now,
        )
    )


def _outage_of(poll: Poll, terms: Mapping[str, str], now: datetime) -> timedelta:
    return outages.length(
        began=terms.get("from", ""),
        ended=terms.get("to", ""),
        reason=terms.get("reason", ""),
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        now=now,
    )
