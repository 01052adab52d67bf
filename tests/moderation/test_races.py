"""Many who report at once are weighed one after another."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import NotAllowed
from auriga_web.core.database import db
from auriga_web.discussion.models import Comment
from auriga_web.moderation import operations
from auriga_web.moderation.models import Category, Decision, Verdict
from tests.factories import NOON, CommentFactory, PersonFactory, ThreadFactory
from tests.together import together

pytestmark = pytest.mark.slow
COMMENTS = 24


@pytest.fixture
def app(app_on_its_own_database):
    return app_on_its_own_database


@pytest.fixture
def trusted_ids(app):
    long_ago = NOON - timedelta(days=90)
    people = PersonFactory.create_batch(3, verified=True, created_at=long_ago)
    return [person.id for person in people]


def new_comments():
    comments = CommentFactory.create_batch(COMMENTS, thread=ThreadFactory(comment_count=COMMENTS))
    ids = [comment.id for comment in comments]
    db.session.remove()
    return ids


def report(comment_id, person_id):
    operations.report(
        "comment",
        str(comment_id),
        actor=find_actor(person_id),
        category=Category.INSULT,
        text="",
        now=NOON,
    )


def test_three_at_once_hide_once_whoever_comes_last(app, trusted_ids, monkeypatch):
    monkeypatch.setattr("auriga_web.moderation.rules.MOST_REPORTS_A_DAY", 1_000)
    ids = new_comments()

    # Neighbouring workers report the same comment at the same moment.
    together(app, COMMENTS * 3, lambda n: report(ids[n // 3], trusted_ids[n % 3]))

    assert db.session.scalar(select(func.count()).where(Comment.hidden_at.is_(None))) == 0
    assert db.session.scalar(select(func.count()).select_from(Decision)) == COMMENTS


def test_what_a_moderator_lets_stand_meanwhile_stays_in_sight(app, trusted_ids, monkeypatch):
    monkeypatch.setattr("auriga_web.moderation.rules.MOST_REPORTS_A_DAY", 1_000)
    moderator_id = PersonFactory(moderator=True).id
    ids = new_comments()
    for comment_id in ids:
        for person_id in trusted_ids[:2]:
            report(comment_id, person_id)
    db.session.commit()
    db.session.remove()

    def act(number):
        if number % 2:
            report(ids[number // 2], trusted_ids[2])
            return
        operations.decide(
            "comment",
            str(ids[number // 2]),
            verdict=Verdict.NOTHING_WRONG,
            actor=find_actor(moderator_id),
            now=NOON,
        )

    together(app, COMMENTS * 2, act, refused=NotAllowed)

    assert db.session.scalar(select(func.count()).where(Comment.hidden_at.is_not(None))) == 0
