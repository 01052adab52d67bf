from datetime import timedelta

import pytest

from auriga_web.accounts.queries import find_actor
from auriga_web.audit.operations import record
from auriga_web.backoffice.queries.inbox import PAGE, Wanted, find_row, list_inbox
from auriga_web.backoffice.queries.trail import list_trail
from auriga_web.core.access import SYSTEM
from tests.factories import (
    NOON,
    CommentFactory,
    DutyFactory,
    NeedFactory,
    PersonFactory,
    ReportFactory,
)


@pytest.fixture
def moderator():
    return find_actor(PersonFactory(moderator=True).id)


def listed(reader, **wanted):
    return list_inbox(reader=reader, wanted=Wanted(**wanted)).rows


class TestListInbox:
    def test_puts_harm_before_age(self, moderator):
        old = DutyFactory(due_at=NOON - timedelta(days=9))
        young = DutyFactory(due_at=NOON - timedelta(days=1))
        harmful = DutyFactory(due_at=NOON + timedelta(days=9), harm=3)

        assert [row.id for row in listed(moderator)] == [harmful.id, old.id, young.id]

    def test_calls_things_by_their_name(self, moderator):
        comment = CommentFactory(body="**Serve** un autobus.")
        need = NeedFactory(submitted=True, title="Manca un medico")
        DutyFactory(subject_id=str(comment.id))
        DutyFactory(kind="need.review", subject_kind="need", subject_id=str(need.id))

        titles = {row.title for row in listed(moderator)}

        assert titles == {"Serve un autobus.", "Manca un medico"}

    def test_counts_who_warns(self, moderator):
        duty = DutyFactory()
        ReportFactory.create_batch(3, subject_id=duty.subject_id)

        assert listed(moderator)[0].report_count == 3

    def test_shows_what_ones_roles_may_do(self, moderator):
        DutyFactory(role="facilitator")
        DutyFactory(role="guarantor")
        administrator = find_actor(PersonFactory(administrator=True).id)
        guarantor = find_actor(PersonFactory(guarantor=True).id)

        assert listed(moderator) == []
        assert [row.role for row in listed(administrator)] == ["facilitator"]
        assert [row.role for row in listed(guarantor)] == ["guarantor"]

    def test_leaves_out_what_is_done(self, moderator):
        duty = DutyFactory(done_at=NOON)

        assert listed(moderator) == []
        assert find_row(duty.id, reader=moderator) is None

    def test_filters_by_kind_and_by_owner(self, moderator):
        mine = DutyFactory(owner_id=moderator.person_id)
        first = DutyFactory(kind="comment.first")

        assert [row.id for row in listed(moderator, mine=True)] == [mine.id]
        assert [row.id for row in listed(moderator, kind="comment.first")] == [first.id]

    def test_gives_every_duty_once_over_its_pages(self, moderator):
        made = [DutyFactory(harm=number % 4) for number in range(PAGE + 20)]

        first = list_inbox(reader=moderator, wanted=Wanted())
        second = list_inbox(reader=moderator, wanted=Wanted(), cursor=first.next_cursor)

        seen = [row.id for row in (*first.rows, *second.rows)]
        assert sorted(seen) == sorted(duty.id for duty in made)
        assert second.next_cursor is None

    @pytest.mark.parametrize("size", [10, 200])
    def test_takes_three_statements_whatever_its_size(self, db, count_queries, moderator, size):
        for _ in range(size // 2):
            DutyFactory(subject_id=str(CommentFactory().id))
            DutyFactory(kind="need.review", subject_kind="need", subject_id=str(NeedFactory().id))
        db.session.expunge_all()

        with count_queries() as statements:
            listed(moderator)

        assert len(statements) == 3, statements


class TestListTrail:
    def test_names_who_acted_and_turns_pages(self, moderator):
        for number in range(100):
            record(moderator, "need.hidden", subject_kind="need", subject_id=number, now=NOON)

        first = list_trail()
        second = list_trail(cursor=first.next_cursor)

        assert len(first.rows) + len(second.rows) == 100
        assert first.rows[0].person_name == moderator.display_name

    def test_tells_of_one_thing_alone(self, moderator):
        record(moderator, "need.hidden", subject_kind="need", subject_id=1, now=NOON)
        record(SYSTEM, "need.hidden", subject_kind="need", subject_id=2, now=NOON)

        (row,) = list_trail(subject=("need", "2")).rows

        assert row.person_name is None
