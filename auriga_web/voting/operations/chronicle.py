"""Locking a vote to change its state, and adding to its public chain of events."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from auriga_web.core.database import db, lock_writers
from auriga_web.voting.models import Poll, PollEvent
from auriga_web.voting.rules import publishing
from auriga_web.voting.rules.config import canonical


def locked_poll(poll_id: int) -> Poll:
    """Return a vote that nobody else changes, and no ballot enters, until the transaction ends.

    :raises NoResultFound: if there is none.
    """
    lock_writers()
    return db.session.scalars(
        select(Poll)
        .where(Poll.id == poll_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def add_event(poll: Poll, kind: str, payload: Mapping[str, Any], *, now: datetime) -> None:
    """Add an event to the chain of a locked vote."""
    last = db.session.execute(
        select(PollEvent.seq, PollEvent.sha256)
        .where(PollEvent.poll_id == poll.id)
        .order_by(PollEvent.seq.desc())
        .limit(1)
    ).one_or_none()
    link = publishing.link(
        last.sha256 if last else publishing.first_link(poll.id),
        seq=last.seq + 1 if last else 1,
        kind=kind,
        at=now.astimezone(UTC).isoformat(),
        payload=payload,
    )
    db.session.add(
        PollEvent(
            poll_id=poll.id,
            seq=link.seq,
            kind=kind,
            at=now,
            payload_json=canonical(payload),
            prev_sha256=link.prev_sha256,
            sha256=link.sha256,
        )
    )
    db.session.flush()
