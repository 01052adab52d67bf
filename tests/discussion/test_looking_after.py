from datetime import timedelta

import pytest

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import NotAllowed
from auriga_web.discussion import operations
from auriga_web.discussion.events import CommentHidden, CommentRestored
from auriga_web.discussion.models import Comment
from tests.factories import NOON, CommentFactory, PersonFactory, ThreadFactory

LATER = NOON + timedelta(days=2)


class TestHideAndRestore:
    @pytest.mark.parametrize("state", [{}, {"held": True}])
    def test_undo_each_other_exactly(self, db, moderator, state, heard):
        thread = ThreadFactory(comment_count=0 if state else 1)
        comment = CommentFactory(thread=thread, **state)
        before = columns_of(comment)

        operations.hide_comment(comment, actor=moderator, now=LATER)
        assert not comment.is_public
        operations.restore_comment(comment, actor=moderator, now=LATER)
        db.session.flush()

        assert columns_of(comment) == before
        db.session.refresh(thread)
        assert thread.comment_count == (0 if state else 1)
        assert {CommentHidden, CommentRestored} <= {type(event) for event in heard}

    def test_count_once_however_often(self, db, moderator):
        comment = CommentFactory(thread=ThreadFactory(comment_count=3))

        assert operations.hide_comment(comment, actor=moderator, now=LATER)
        assert not operations.hide_comment(comment, actor=moderator, now=LATER)

        db.session.refresh(comment.thread)
        assert comment.thread.comment_count == 2

    def test_do_not_bring_back_what_was_taken_back(self, db, moderator):
        author = PersonFactory()
        comment = CommentFactory(author=author, thread=ThreadFactory(comment_count=1))
        operations.hide_comment(comment, actor=moderator, now=LATER)
        operations.delete_comment(comment, actor=find_actor(author.id), now=LATER)

        operations.restore_comment(comment, actor=moderator, now=LATER)

        db.session.refresh(comment.thread)
        assert comment.thread.comment_count == 0
        assert not comment.is_public

    def test_are_for_moderators(self, ada):
        with pytest.raises(NotAllowed):
            operations.hide_comment(CommentFactory(), actor=ada, now=LATER)


def columns_of(comment):
    return {column.key: getattr(comment, column.key) for column in Comment.__table__.columns}
