"""Following a thing, and reading what one was told."""

from datetime import timedelta

import pytest

from auriga_web.core.access import VISITOR, Actor, Level, NotAllowed
from auriga_web.needs import operations as needs
from auriga_web.needs.models import NeedCounter
from auriga_web.notifications import operations, queries
from auriga_web.notifications.models import Follow, Notification
from tests.factories import (
    NOON,
    NeedFactory,
    NotificationFactory,
    NotificationPreferenceFactory,
    PersonFactory,
)

LATER = NOON + timedelta(days=1)


class TestFollowing:
    @pytest.fixture
    def reader(self):
        return Actor(person_id=PersonFactory().id, level=Level.REGISTERED)

    def test_counts_once(self, reader, db):
        need = NeedFactory(published=True)

        for _ in range(2):
            operations.follow(kind="need", subject_id=str(need.id), actor=reader, now=NOON)

        assert db.session.query(Follow).count() == 1
        assert db.session.get(NeedCounter, need.id).follow_count == 1
        for _ in range(2):
            operations.unfollow(kind="need", subject_id=str(need.id), actor=reader)
        db.session.expire_all()
        assert db.session.get(NeedCounter, need.id).follow_count == 0

    def test_is_refused_to_visitors_and_of_what_one_cannot_read(self, reader):
        need = NeedFactory(published=True, hidden=True)

        for actor, kind, key in (
            (VISITOR, "need", str(NeedFactory(published=True).id)),
            (reader, "need", str(need.id)),
            (reader, "comment", "1"),
            (reader, "nonsense", "1"),
        ):
            with pytest.raises(NotAllowed):
                operations.follow(kind=kind, subject_id=key, actor=actor, now=NOON)


class TestReading:
    def test_counts_down_once(self, facilitator, run_jobs, db):
        need = NeedFactory(published=True)
        needs.take_up(need, actor=facilitator, now=NOON)
        run_jobs()
        assert queries.unread_count(need.author_id) == 1
        actor = Actor(person_id=need.author_id)
        notification = db.session.query(Notification).one()

        for _ in range(2):
            operations.mark_read(notification, actor=actor, now=LATER)

        assert queries.unread_count(need.author_id) == 0

    def test_does_not_mark_what_came_after_the_page(self, db):
        person = PersonFactory()
        NotificationPreferenceFactory(person_id=person.id, unread_count=2)
        seen = NotificationFactory(person_id=person.id, subject_id="1")
        NotificationFactory(person_id=person.id, subject_id="2")

        operations.mark_all_read(up_to_id=seen.id, actor=Actor(person_id=person.id), now=LATER)

        assert queries.unread_count(person.id) == 1

    def test_of_others_is_refused(self):
        theirs = NotificationFactory(subject_id="1")

        with pytest.raises(NotAllowed):
            operations.mark_read(theirs, actor=Actor(person_id=PersonFactory().id), now=LATER)

    def test_is_forgotten_after_a_year_if_it_was_read(self, db):
        old = NOON - timedelta(days=500)
        NotificationFactory(subject_id="1", read=True, created_at=old)
        NotificationFactory(subject_id="1", created_at=old)

        assert operations.forget_old(now=NOON) == 1
        assert db.session.query(Notification).count() == 1
