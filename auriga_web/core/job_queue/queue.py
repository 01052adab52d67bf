"""Naming jobs and putting them in the queue."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.database import db, is_postgresql
from auriga_web.core.job_queue.models import Job, JobState

_JobFunction = Callable[..., None]
_PeriodicFunction = Callable[[datetime], None]

jobs: dict[str, _JobFunction] = {}
periodic: dict[str, tuple[float, _PeriodicFunction]] = {}


def job(name: str) -> Callable[[_JobFunction], _JobFunction]:
    """Let the decorated function be enqueued by this name (`feature.what`)."""

    def register(function: _JobFunction) -> _JobFunction:
        jobs[name] = function
        return function

    return register


def every(*, seconds: float, name: str) -> Callable[[_PeriodicFunction], _PeriodicFunction]:
    """Let the worker call the decorated function with the time, again and again.

    Several workers may call it at once: it must be safe twice, and write nothing when there is
    nothing to do.
    """

    def register(function: _PeriodicFunction) -> _PeriodicFunction:
        periodic[name] = (seconds, function)
        return function

    return register


def enqueue(
    name: str,
    *,
    now: datetime,
    key: str | None = None,
    run_at: datetime | None = None,
    **arguments: Any,
) -> None:
    """Write a job in the present transaction; the worker runs it after the commit.

    With a `key`, a job already asked for under that key is not asked for again.
    """
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    statement = insert(Job).values(
        name=name,
        arguments=arguments,
        key=key,
        state=JobState.QUEUED,
        created_at=now,
        run_at=run_at or now,
        attempts=0,
    )
    db.session.execute(statement.on_conflict_do_nothing(index_elements=["key"]))
