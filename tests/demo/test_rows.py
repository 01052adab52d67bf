"""Tests of writing many rows, on both engines."""

from sqlalchemy import select

from auriga_web.core.job_queue import Job
from auriga_web.demo.rows import first_free_id, insert_rows, settle_sequences
from tests.factories import NOON

COLUMNS = ("id", "name", "arguments", "state", "created_at", "run_at", "attempts")


def test_rows_may_ask_the_database_where_to_begin(db):
    def rows():
        first = first_free_id("job")
        for number in range(3):
            yield (first + number, f"demo.{number}", {"a": number}, "queued", NOON, NOON, 0)

    insert_rows("job", COLUMNS, rows())
    settle_sequences("job")
    db.session.add(
        Job(name="next", arguments={}, state="queued", created_at=NOON, run_at=NOON, attempts=0)
    )
    db.session.flush()

    names = db.session.scalars(select(Job.name).order_by(Job.id)).all()
    assert names == ["demo.0", "demo.1", "demo.2", "next"]
