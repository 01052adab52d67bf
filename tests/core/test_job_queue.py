"""Tests of jobs: written with their cause, run once, tried again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.core import job_queue
from auriga_web.core.database import db
from auriga_web.core.job_queue import Job, JobState
from auriga_web.core.job_queue.queue import jobs, periodic
from tests.factories import NOON


@pytest.fixture
def ran(app_on_its_own_database):
    """Jobs `test.note` and `test.fail`, and the list of what they were told."""
    told: list[object] = []

    @job_queue.job("test.note")
    def note(*, what: str, **_later: object) -> None:
        told.append(what)

    @job_queue.job("test.fail")
    def fail(**_later: object) -> None:
        told.append("failed")
        raise ValueError("no")

    yield told
    del jobs["test.note"], jobs["test.fail"]


def the_job() -> Job:
    return db.session.scalars(select(Job).execution_options(populate_existing=True)).one()


class TestAJob:
    def test_runs_once_when_due(self, ran):
        job_queue.enqueue("test.note", now=NOON, what="hello")
        db.session.commit()

        tried = [job_queue.run_due_jobs(NOON), job_queue.run_due_jobs(NOON)]

        assert (ran, tried) == (["hello"], [1, 0])
        assert the_job().state is JobState.DONE

    def test_is_gone_with_its_rolled_back_cause(self, ran):
        job_queue.enqueue("test.note", now=NOON, what="hello")
        db.session.rollback()

        assert job_queue.run_due_jobs(NOON) == 0

    def test_waits_for_its_time(self, ran):
        job_queue.enqueue("test.note", now=NOON, run_at=NOON + timedelta(hours=1), what="later")
        db.session.commit()

        job_queue.run_due_jobs(NOON)
        assert ran == []
        job_queue.run_due_jobs(NOON + timedelta(hours=1))

        assert ran == ["later"]

    def test_asked_for_twice_under_one_key_runs_once(self, ran):
        for _ in range(2):
            job_queue.enqueue("test.note", now=NOON, key="one", what="hello")
        db.session.commit()

        job_queue.run_due_jobs(NOON)

        assert ran == ["hello"]

    def test_that_fails_is_tried_again_later_and_says_why(self, ran):
        job_queue.enqueue("test.fail", now=NOON)
        db.session.commit()

        job_queue.run_due_jobs(NOON)
        failed = the_job()

        assert failed.state is JobState.QUEUED
        assert failed.run_at == NOON + timedelta(minutes=1)
        assert failed.last_error == "ValueError: no"

    def test_that_fails_too_often_is_left_to_staff(self, ran):
        job_queue.enqueue("test.fail", now=NOON)
        db.session.commit()

        for attempt in range(12):
            job_queue.run_due_jobs(NOON + timedelta(hours=attempt * 2))

        assert the_job().state is JobState.DEAD
        assert ran == ["failed"] * 10

    def test_under_lease_is_left_to_who_holds_it(self, ran):
        job_queue.enqueue("test.note", now=NOON, what="hello")
        db.session.commit()
        job = the_job()
        job.lease_until = NOON + timedelta(minutes=5)
        db.session.commit()

        assert job_queue.run_due_jobs(NOON) == 0
        assert job_queue.run_due_jobs(NOON + timedelta(minutes=6)) == 1


class TestAPeriodicJob:
    def test_runs_at_its_pace_and_survives_a_failure(self, app_on_its_own_database):
        calls: list[object] = []

        @job_queue.every(seconds=60, name="test.sweep")
        def sweep(now):
            calls.append(now)
            raise ValueError("no")

        others = {name: NOON + timedelta(days=1) for name in periodic if name != "test.sweep"}
        for seconds in (0, 30, 60):
            job_queue.run_periodic_jobs(NOON + timedelta(seconds=seconds), others)
        del periodic["test.sweep"]

        assert calls == [NOON, NOON + timedelta(seconds=60)]
