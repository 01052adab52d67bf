"""Running what is due, one job at a time, each in a transaction of its own."""

import logging
import threading
from datetime import datetime, timedelta

from sqlalchemy import select, update

from auriga_web.core import clock
from auriga_web.core.database import db
from auriga_web.core.job_queue.models import Job, JobState
from auriga_web.core.job_queue.queue import jobs, periodic

LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 10
_LONGEST_PAUSE = timedelta(hours=1)

_log = logging.getLogger("auriga.worker")


def work(stop: threading.Event, *, pause_seconds: float = 0.5) -> None:
    """Run due and periodic jobs until told to stop; needs an application context."""
    last_runs: dict[str, datetime] = {}
    while not stop.is_set():
        try:
            ran = run_due_jobs(clock.now())
            run_periodic_jobs(clock.now(), last_runs)
        except Exception:
            # A database that is away for a while must not end the worker.
            _log.exception("The worker could not reach its jobs; trying again.")
            db.session.rollback()
            ran = 0
            stop.wait(5)
        if not ran:
            stop.wait(pause_seconds)


def run_due_jobs(now: datetime, *, limit: int = 50) -> int:
    """Run the jobs that are due, oldest first, and return how many were tried."""
    due = db.session.scalars(
        select(Job.id)
        .where(Job.state == JobState.QUEUED, Job.run_at <= now)
        .where((Job.lease_until.is_(None)) | (Job.lease_until < now))
        .order_by(Job.run_at, Job.id)
        .limit(limit)
    ).all()
    db.session.rollback()
    return sum(_claim_and_run(job_id, now) for job_id in due)


def run_periodic_jobs(now: datetime, last_runs: dict[str, datetime]) -> None:
    """Call each periodic function whose time has come; `last_runs` is kept by the caller."""
    for name, (seconds, function) in periodic.items():
        last = last_runs.get(name)
        if last is not None and now - last < timedelta(seconds=seconds):
            continue
        last_runs[name] = now
        try:
            function(now)
            db.session.commit()
        except Exception:
            db.session.rollback()
            _log.exception("The periodic job %s failed; it will be called again.", name)


def _claim_and_run(job_id: int, now: datetime) -> bool:
    claimed = db.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.QUEUED)
        .where((Job.lease_until.is_(None)) | (Job.lease_until < now))
        .values(lease_until=now + LEASE, attempts=Job.attempts + 1)
        .returning(Job.name, Job.arguments, Job.attempts)
    ).one_or_none()
    db.session.commit()
    if claimed is None:
        return False
    try:
        jobs[claimed.name](**claimed.arguments)
        _settle(job_id, state=JobState.DONE, done_at=now, last_error=None)
    except Exception as problem:
        db.session.rollback()
        _log.exception("The job %s (%s) failed.", claimed.name, job_id)
        too_often = claimed.attempts >= MOST_ATTEMPTS
        _settle(
            job_id,
            state=JobState.DEAD if too_often else JobState.QUEUED,
            run_at=now + min(timedelta(minutes=1) * 2 ** (claimed.attempts - 1), _LONGEST_PAUSE),
            last_error=f"{type(problem).__name__}: {problem}"[:2000],
        )
    return True


def _settle(job_id: int, **values: object) -> None:
    db.session.execute(update(Job).where(Job.id == job_id).values(lease_until=None, **values))
    db.session.commit()
    db.session.expire_all()
