"""What is kept long enough goes, and nothing sooner; the data map says the same."""

import csv
from datetime import timedelta

import pytest
import sqlalchemy as sa

from auriga_web.core.database import db as database
from auriga_web.core.job_queue.models import Job, JobState
from auriga_web.core.mail import MailState, OutboxMail
from auriga_web.core.retention import forget_what_is_over, kept
from auriga_web.duties.models import Duty
from tests.architecture.tree import CHECKOUT
from tests.factories import NOON, DutyFactory


def mail(**values):
    common = {
        "recipient": "ada@example.com",
        "kind": "kind",
        "subject": "Subject",
        "body": "Body",
        "dedupe_key": "key",
        "created_at": NOON,
        "next_at": NOON,
        "attempts": 1,
    }
    database.session.add(OutboxMail(**common | values))


def left(table):
    return database.session.scalar(sa.select(sa.func.count()).select_from(table))


@pytest.mark.parametrize(("days", "count"), [(30, 1), (31, 0)])
def test_a_sent_mail_is_kept_for_thirty_days(days, count, time_machine):
    time_machine.move_to(NOON + timedelta(days=days), tick=False)
    mail(state=MailState.SENT, sent_at=NOON)
    database.session.commit()

    forget_what_is_over(NOON + timedelta(days=days))

    assert left(OutboxMail) == count


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.DEAD])
def test_a_mail_that_was_not_sent_is_kept(state):
    mail(state=state)
    database.session.commit()

    forget_what_is_over(NOON + timedelta(days=900))

    assert left(OutboxMail) == 1


@pytest.mark.parametrize(
    ("state", "done_at", "count"),
    [(JobState.DONE, NOON, 0), (JobState.QUEUED, None, 1), (JobState.DEAD, None, 1)],
)
def test_a_job_is_forgotten_once_it_is_done(state, done_at, count):
    database.session.add(
        Job(
            name="some.job",
            arguments={},
            state=state,
            created_at=NOON,
            run_at=NOON,
            attempts=1,
            done_at=done_at,
        )
    )
    database.session.commit()

    forget_what_is_over(NOON + timedelta(days=31))

    assert left(Job) == count


@pytest.mark.parametrize(("days", "count"), [(365, 2), (366, 1)])
def test_a_duty_is_forgotten_a_year_after_it_is_done(days, count):
    DutyFactory(done_at=NOON)
    DutyFactory(done_at=None)

    forget_what_is_over(NOON + timedelta(days=days))

    assert left(Duty) == count


def test_writes_nothing_when_there_is_nothing_to_forget(count_queries):
    with count_queries() as statements:
        forget_what_is_over(NOON)

    assert not [text for text in statements if not text.startswith("SELECT")]


def test_the_data_map_says_the_same():
    with (CHECKOUT / "docs" / "data-map.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["personal"] == "yes"]

    for line in kept():
        said = {
            row["kept"] for row in rows if row["table"] == line.table and row["personal"] == "yes"
        }
        assert said, line.table
        assert all(text.startswith(line.words) for text in said), (line.table, said)
