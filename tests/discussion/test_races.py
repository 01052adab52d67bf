"""Many at once: nobody counts twice, and what is hidden is counted off once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import NotAllowed
from auriga_web.core.database import db
from auriga_web.discussion import operations
from auriga_web.discussion.models import Comment, Thread, Useful
from auriga_web.discussion.queries import get_comment
from auriga_web.moderation import operations as moderation
from auriga_web.moderation.models import Category, Decision, Report
from tests.factories import NOON, CommentFactory, PersonFactory, ThreadFactory
from tests.together import together

pytestmark = pytest.mark.slow


@pytest.fixture
def app(app_on_its_own_database):
    return app_on_its_own_database


def new_comment():
    """Make a comment and give the session back, as threads have sessions of their own."""
    comment_id = CommentFactory(thread=ThreadFactory(comment_count=1)).id
    db.session.remove()
    return comment_id


def test_fifty_taps_of_one_person_are_useful_once(app):
    person_id, comment_id = PersonFactory().id, new_comment()

    def mark(_number):
        actor = find_actor(person_id)
        operations.mark_useful(get_comment(comment_id, reader=actor), actor=actor, now=NOON)

    together(app, 50, mark)

    assert db.session.scalar(select(func.count()).select_from(Useful)) == 1
    assert db.session.scalar(select(Comment.useful_count)) == 1


def test_fifty_persons_are_fifty(app):
    ids = [person.id for person in PersonFactory.create_batch(50)]
    comment_id = new_comment()

    def mark(number):
        actor = find_actor(ids[number])
        operations.mark_useful(get_comment(comment_id, reader=actor), actor=actor, now=NOON)

    together(app, 50, mark)

    assert db.session.scalar(select(Comment.useful_count)) == 50


def test_fifty_comments_are_counted_fifty_in_one_thread(app):
    ids = [person.id for person in PersonFactory.create_batch(50, verified=True)]
    db.session.remove()

    def post(number):
        actor = find_actor(ids[number])
        operations.post_comment("bench", 1, actor=actor, body="Serve.", now=NOON)

    together(app, 50, post)

    assert db.session.scalars(select(Thread.comment_count)).all() == [50]


def test_hiding_at_once_counts_off_once(app):
    moderator_id, comment_id = PersonFactory(moderator=True).id, new_comment()

    def hide(_number):
        actor = find_actor(moderator_id)
        operations.hide_comment(get_comment(comment_id, reader=actor), actor=actor, now=NOON)

    together(app, 16, hide)

    assert db.session.scalar(select(Thread.comment_count)) == 0


def test_one_report_a_person_and_one_hiding_however_many_report(app):
    long_ago = NOON - timedelta(days=90)
    people = PersonFactory.create_batch(8, verified=True, created_at=long_ago)
    ids = [person.id for person in people]
    comment_id = new_comment()

    def report(number):
        moderation.report(
            "comment",
            str(comment_id),
            actor=find_actor(ids[number % len(ids)]),
            category=Category.INSULT,
            text="",
            now=NOON,
        )

    # Once it is hidden, those who come later no longer see it.
    together(app, 16, report, refused=NotAllowed)

    reporters = db.session.scalars(select(Report.reporter_id)).all()
    assert len(reporters) == len(set(reporters)) >= 3
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 1
    assert db.session.scalar(select(Thread.comment_count)) == 0
