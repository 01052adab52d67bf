"""Tests of transactions: who commits, who waits, what a GET can do."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from auriga_web.core import database
from auriga_web.core.access import Access, access
from auriga_web.core.database import db
from auriga_web.core.job_queue import Job, JobState
from tests.factories import NOON


def a_job(name: str = "a") -> dict[str, object]:
    return {
        "name": name,
        "arguments": {},
        "state": JobState.QUEUED,
        "created_at": NOON,
        "run_at": NOON,
        "attempts": 0,
    }


def job_names() -> list[str]:
    return list(db.session.scalars(select(Job.name).order_by(Job.name)))


@pytest.fixture
def writing_app(app_on_its_own_database: Flask) -> Flask:
    app = app_on_its_own_database
    app.config["WTF_CSRF_ENABLED"] = False

    @app.route("/write/<int:status>", methods=["GET", "POST"])
    @access(Access.VISITOR)
    def write(status: int):
        db.session.execute(insert(Job).values(**a_job()))
        return "", status

    return app


class TestTheResponse:
    @pytest.mark.parametrize("status", [200, 201, 204, 302, 303])
    def test_commits_a_write_below_400(self, writing_app, status):
        writing_app.test_client().post(f"/write/{status}")

        assert job_names() == ["a"]

    @pytest.mark.parametrize("status", [400, 409, 422, 500])
    def test_undoes_a_write_from_400_on(self, writing_app, status):
        writing_app.test_client().post(f"/write/{status}")

        assert job_names() == []

    def test_never_lets_a_get_write(self, writing_app):
        writing_app.config["PROPAGATE_EXCEPTIONS"] = False

        writing_app.test_client().get("/write/200")

        assert job_names() == []


class TestTwoWhoWriteTheSame:
    def test_are_told_that_somebody_was_first(self, writing_app):
        @writing_app.post("/same")
        @access(Access.VISITOR)
        def same():
            db.session.execute(insert(Job).values(**a_job(), key="the same"))
            return ""

        browser = writing_app.test_client()

        assert [browser.post("/same").status_code for _ in range(2)] == [200, 409]
        assert job_names() == ["a"]


class TestAMoment:
    def test_comes_back_aware_and_in_utc(self, db):
        in_rome = datetime(2027, 3, 12, 13, 0, tzinfo=timezone(timedelta(hours=1)))
        db.session.execute(insert(Job).values({**a_job(), "run_at": in_rome}))

        kept = db.session.scalar(select(Job.run_at))

        assert kept == in_rome
        assert kept.tzinfo is UTC

    def test_without_a_zone_is_refused(self, db):
        naive = datetime(2027, 3, 12, 13, 0)

        with pytest.raises(StatementError):
            db.session.execute(insert(Job).values({**a_job(), "run_at": naive}))


class TestWriters:
    def test_wait_in_line_and_lose_nothing(self, app_on_its_own_database):
        app, threads, each = app_on_its_own_database, 6, 10
        problems: list[BaseException] = []

        def write(writer: int) -> None:
            with app.app_context():
                try:
                    for number in range(each):
                        count = db.session.scalar(text("SELECT count(*) FROM job"))
                        assert count is not None
                        db.session.execute(insert(Job).values(**a_job(f"{writer}-{number}")))
                        db.session.commit()
                except BaseException as problem:
                    problems.append(problem)
                finally:
                    db.session.remove()

        writers = [threading.Thread(target=write, args=(number,)) for number in range(threads)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        assert problems == []
        assert len(job_names()) == threads * each

    def test_that_take_the_lock_see_what_was_committed_before(self, app_on_its_own_database):
        app, seen = app_on_its_own_database, []

        def add_one() -> None:
            with app.app_context():
                database.lock_writers()
                if database.is_postgresql():
                    db.session.execute(text("LOCK TABLE job IN EXCLUSIVE MODE"))
                count = db.session.scalar(text("SELECT count(*) FROM job"))
                seen.append(count)
                db.session.execute(insert(Job).values(**a_job(str(count))))
                db.session.commit()
                db.session.remove()

        writers = [threading.Thread(target=add_one) for _ in range(8)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        assert sorted(seen) == list(range(8))


class TestSQLite:
    def test_is_durable_and_checks_foreign_keys(self, app_on_its_own_database, engine_name):
        if engine_name != "sqlite":
            pytest.skip("pragmas are SQLite's")
        pragma = {
            name: db.session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

        assert pragma == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
        }


class TestReadingOnPostgreSQL:
    def test_goes_over_a_connection_that_cannot_write(self, app_on_its_own_database, engine_name):
        if engine_name != "postgresql":
            pytest.skip("SQLite reads over the same connection")

        with app_on_its_own_database.test_request_context("/", method="GET"):
            assert db.session.get_bind() is db.engines[database.READ]
            with pytest.raises(DBAPIError, match="read-only"):
                db.session.execute(insert(Job).values(**a_job()))
            db.session.rollback()
            with database.short_transaction():
                db.session.execute(insert(Job).values(**a_job("apart")))
            assert job_names() == ["apart"]
            assert db.session.get_bind() is db.engines[database.READ]
        with app_on_its_own_database.test_request_context("/", method="POST"):
            assert db.session.get_bind() is db.engine
