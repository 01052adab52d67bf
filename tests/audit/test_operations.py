"""Tests of the trail: every act is in it, and none can be changed unseen."""

import pytest
from sqlalchemy import delete, update

from auriga_web.audit import operations, queries
from auriga_web.audit.models import AuditEntry
from auriga_web.core.access import Actor, Channel
from auriga_web.core.database import db
from tests.factories import NOON

DESK = Actor(person_id=7, body_id=3, operator_id=9, channel=Channel.DESK)


def record(*actions: str) -> None:
    for action in actions:
        operations.record(DESK, action, subject_kind="need", subject_id=1, now=NOON)


class TestRecord:
    def test_says_who_for_whom_helped_by_whom_and_how(self):
        record("need.published")

        (entry,) = queries.list_entries_about("need", 1)

        assert (entry.person_id, entry.body_id, entry.operator_id) == (7, 3, 9)
        assert (entry.channel, entry.action, entry.at) == ("desk", "need.published", NOON)

    def test_numbers_acts_without_a_gap(self):
        record("a.b", "c.d", "e.f")

        assert [entry.id for entry in queries.list_entries_about("need", 1)] == [1, 2, 3]


class TestTheChain:
    def test_is_whole_when_nobody_touched_it(self):
        record("a.b", "c.d", "e.f")

        assert queries.find_first_broken_entry() is None

    @pytest.mark.parametrize(
        "change",
        [
            update(AuditEntry).where(AuditEntry.id == 2).values(action="need.hidden"),
            update(AuditEntry).where(AuditEntry.id == 2).values(person_id=8),
            update(AuditEntry).where(AuditEntry.id == 2).values(details={"a": 1}),
            delete(AuditEntry).where(AuditEntry.id == 2),
        ],
        ids=["action", "person", "details", "deleted"],
    )
    def test_shows_where_it_was_broken(self, change):
        record("a.b", "c.d", "e.f")

        db.session.execute(change)
        db.session.expire_all()

        assert queries.find_first_broken_entry() == 2
