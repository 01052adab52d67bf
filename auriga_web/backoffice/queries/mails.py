"""The outbox: how much waits, and what could not be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from auriga_web.core.database import db
from auriga_web.core.mail import MailState, OutboxMail

MOST_COUNTED = 10_000


class StuckMail(NamedTuple):
    """A mail that was not accepted; its text is nobody's business here."""

    id: int
    kind: str
    recipient: str
    state: MailState
    attempts: int
    created_at: datetime
    next_at: datetime
    last_error: str | None


@dataclass(frozen=True, slots=True)
class Outbox:
    """How the mail stands."""

    queued: int
    dead: int
    oldest_queued_at: datetime | None
    stuck: Sequence[StuckMail]


def load_outbox() -> Outbox:
    """Return how much mail waits and what could not be sent, the latest failures first."""
    stuck = db.session.execute(
        select(
            OutboxMail.id,
            OutboxMail.kind,
            OutboxMail.recipient,
            OutboxMail.state,
            OutboxMail.attempts,
            OutboxMail.created_at,
            OutboxMail.next_at,
            OutboxMail.last_error,
        )
        .where(OutboxMail.state != MailState.SENT, OutboxMail.last_error.is_not(None))
        .order_by(OutboxMail.next_at.desc(), OutboxMail.id.desc())
        .limit(100)
    )
    oldest = select(func.min(OutboxMail.created_at)).where(OutboxMail.state == MailState.QUEUED)
    return Outbox(
        queued=_count(MailState.QUEUED),
        dead=_count(MailState.DEAD),
        oldest_queued_at=db.session.scalars(oldest).one(),
        stuck=[StuckMail(*row) for row in stuck],
    )


def _count(state: MailState) -> int:
    # Capped: beyond ten thousand the number says nothing more.
    some = select(OutboxMail.id).where(OutboxMail.state == state).limit(MOST_COUNTED).subquery()
    return db.session.scalars(select(func.count()).select_from(some)).one()
