"""What staff do with needs beside answering: themes, owners, recounts."""

import pytest
from sqlalchemy import select

from auriga_web.chain.models import StopKind
from auriga_web.core.access import Level, Role
from auriga_web.duties import queries as duties
from auriga_web.needs import operations, queries, rules
from auriga_web.needs.models import (
    CountKind,
    NeedCount,
    NeedCounter,
)
from tests.factories import (
    NOON,
    NeedFactory,
    PersonFactory,
    SupportFactory,
    ThemeFactory,
)
from tests.needs.actors import as_actor


@pytest.fixture
def moderator():
    return as_actor(PersonFactory(moderator=True), roles=[Role.MODERATOR])


@pytest.fixture
def facilitator():
    return as_actor(PersonFactory(facilitator=True), roles=[Role.FACILITATOR])


def count_of(db, kind, key, value):
    return db.session.scalar(
        select(NeedCount.n).where(
            NeedCount.kind == kind, NeedCount.key == key, NeedCount.value == value
        )
    )


def supports_of(db, need):
    return db.session.scalar(
        select(NeedCounter.support_count).where(NeedCounter.need_id == need.id)
    )


class TestStartTheme:
    def test_says_what_the_needs_share(self, facilitator):
        need = NeedFactory(published=True)

        theme = operations.start_theme(
            title=" Muoversi ",
            synthesis="Chi non guida **resta** a casa.",
            needs=[need],
            actor=facilitator,
            now=NOON,
        )

        assert theme.title == "Muoversi"
        assert "<strong>resta</strong>" in theme.synthesis_rendered
        assert [one.id for one in queries.list_themes_of(need.id)] == [theme.id]
        assert [row.need_count for row in queries.list_themes()] == [1]

    def test_needs_words(self, facilitator):
        with pytest.raises(rules.ReasonMissing):
            operations.start_theme(
                title="Muoversi", synthesis=" ", needs=[], actor=facilitator, now=NOON
            )

    def test_leaves_a_need_that_is_further_where_it_is(self, facilitator):
        need = NeedFactory(taken_up=True, stop=StopKind.VOTE)

        operations.gather_into_theme(need, ThemeFactory(), actor=facilitator, now=NOON)

        assert need.stop is StopKind.VOTE


class TestAssignOwner:
    def test_works_when_nothing_is_owed(self, facilitator):
        need, owner = NeedFactory(published=True), PersonFactory(facilitator=True)

        operations.assign_owner(need, owner_id=owner.id, actor=facilitator, now=NOON)

        assert need.owner_id == owner.id

    def test_gives_the_duty_too(self, facilitator):
        author, owner = PersonFactory(verified=True), PersonFactory(facilitator=True)
        need = NeedFactory(author=author)
        operations.submit_need(need, actor=as_actor(author, level=Level.VERIFIED), now=NOON)

        operations.assign_owner(need, owner_id=owner.id, actor=facilitator, now=NOON)

        assert duties.find_duty("need.answer", ("need", need.id)).owner_id == owner.id


class TestRecount:
    def test_puts_right_what_bulk_writing_left_out(self, db):
        need = NeedFactory(published=True)
        SupportFactory.create_batch(2, need=need)
        NeedFactory(answered=True)

        assert operations.recount() == 1

        assert supports_of(db, need) == 2
        assert count_of(db, CountKind.COMUNE, need.comune_id, "published") == 1
        assert count_of(db, CountKind.STOP, 0, "outcome") == 1
        assert count_of(db, CountKind.ANSWER, 0, "in_time") == 1
        assert operations.recount() == 0
