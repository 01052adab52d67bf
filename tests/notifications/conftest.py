"""Running what was asked for, and reading who was told."""

import pytest
from sqlalchemy import select

from auriga_web.core import clock
from auriga_web.core.access import Actor, Level, Role
from auriga_web.core.job_queue import Job
from auriga_web.core.job_queue.queue import jobs
from auriga_web.core.mail import OutboxMail
from auriga_web.notifications.models import Notification
from tests.factories import NOON, PersonFactory


@pytest.fixture
def run_jobs(db, monkeypatch):
    """Run the jobs that tell people, each once more than needed: they are safe twice."""

    monkeypatch.setattr(clock, "now", lambda: NOON)

    def run_jobs(times=2):
        done = 0
        while True:
            waiting = db.session.scalars(
                select(Job).where(Job.name == "notifications.tell").order_by(Job.id)
            ).all()[done:]
            if not waiting:
                return
            for job in waiting:
                for _ in range(times):
                    jobs[job.name](**job.arguments)
                done += 1

    return run_jobs


@pytest.fixture
def told(db, run_jobs):
    """Who was told what: person ids by kind of message, after running what was asked for."""

    def told(kind):
        run_jobs()
        return sorted(
            db.session.scalars(select(Notification.person_id).where(Notification.kind == kind))
        )

    return told


@pytest.fixture
def mails(db):
    """The mails in the outbox, oldest first."""
    return lambda: db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()


@pytest.fixture
def facilitator():
    person = PersonFactory(facilitator=True)
    return Actor(person_id=person.id, roles=frozenset({Role.FACILITATOR}), level=Level.VERIFIED)
