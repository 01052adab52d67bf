"""How long things are kept that nobody takes away by hand: a table, and the job that keeps to it.

`docs/data-map.csv` says the same in words, column by column; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute

from auriga_web.core.database import db
from auriga_web.core.job_queue.models import Job, JobState
from auriga_web.core.job_queue.queue import every
from auriga_web.core.mail import MailState, OutboxMail

# So many rows at a time: a night's work never holds the writers' place for long.
_AT_ONCE = 2_000


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Rows whose `since` is longer ago than `period` go; `words` is how the data map says it."""

    since: InstrumentedAttribute[Any]
    period: timedelta
    only: ColumnElement[bool]
    words: str

    @property
    def table(self) -> str:
        return str(self.since.class_.__tablename__)


_kept: dict[str, Kept] = {}


def keep(
    since: InstrumentedAttribute[Any], period: timedelta, *, only: ColumnElement[bool], words: str
) -> None:
    """Add a line to the table; each feature does so for what is its own."""
    line = Kept(since=since, period=period, only=only, words=words)
    _kept[line.table] = line


def kept() -> list[Kept]:
    """Return the whole table."""
    return list(_kept.values())


@every(seconds=3600, name="retention.forget")
def forget_what_is_over(now: datetime) -> None:
    """Delete what has been kept long enough; write nothing if there is nothing."""
    for line in kept():
        key = line.since.class_.id
        over = db.session.scalars(
            select(key)
            .where(line.since < now - line.period, line.only)
            .order_by(line.since, key)
            .limit(_AT_ONCE)
        ).all()
        if over:
            db.session.execute(delete(line.since.class_).where(key.in_(over)))


keep(
    OutboxMail.sent_at,
    timedelta(days=30),
    only=OutboxMail.state == MailState.SENT,
    words="30 days after it is sent",
)
keep(
    Job.done_at,
    timedelta(days=30),
    only=Job.state == JobState.DONE,
    words="30 days after it is done",
)
