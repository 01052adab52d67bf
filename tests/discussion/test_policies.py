import pytest
from sqlalchemy import select

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import SYSTEM, VISITOR
from auriga_web.discussion import policies
from auriga_web.discussion.models import Comment
from tests.factories import CommentFactory, PersonFactory, ThreadFactory

READERS = ["visitor", "stranger", "author", "moderator", "guarantor", "facilitator"]
STATES = ["public", "held", "hidden", "deleted"]


@pytest.fixture
def case(db):
    """Make a comment in a state and somebody who looks at it."""

    def make(reader, state):
        comment = CommentFactory(**({} if state == "public" else {state: True}))
        if reader == "visitor":
            return VISITOR, comment
        if reader == "author":
            return find_actor(comment.author_id), comment
        traits = {} if reader == "stranger" else {reader: True}
        return find_actor(PersonFactory(**traits).id), comment

    return make


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("state", STATES)
class TestEveryReaderAndState:
    def test_one_and_many_agree_on_who_may_read(self, db, case, reader, state):
        actor, comment = case(reader, state)

        listed = comment in db.session.scalars(select(Comment).where(policies.readable_by(actor)))

        assert listed == policies.may_read(actor, comment)

    def test_words_are_for_everybody_until_out_of_sight(self, case, reader, state):
        actor, comment = case(reader, state)
        trusted = reader in {"author", "moderator", "guarantor"}
        expected = {"public": True, "held": trusted, "hidden": trusted, "deleted": False}[state]

        assert policies.may_read_text(actor, comment) == expected

    def test_only_the_author_edits_also_to_have_it_shown_again(self, case, reader, state):
        actor, comment = case(reader, state)

        assert policies.may_edit(actor, comment) == (reader == "author" and state != "deleted")

    def test_only_the_author_takes_back(self, case, reader, state):
        actor, comment = case(reader, state)

        assert policies.may_delete(actor, comment) == (reader == "author" and state != "deleted")

    def test_others_find_useful_what_is_in_sight(self, case, reader, state):
        actor, comment = case(reader, state)

        assert policies.may_find_useful(actor, comment) == (
            reader not in {"visitor", "author"} and state == "public"
        )


class TestModerating:
    @pytest.mark.parametrize(
        ("role", "may"),
        [
            ("moderator", True),
            ("administrator", True),
            ("guarantor", True),
            ("facilitator", False),
            ("operator", False),
            ("verified", False),
        ],
    )
    def test_is_for_moderators_and_the_guarantor(self, role, may):
        assert policies.may_moderate(find_actor(PersonFactory(**{role: True}).id)) is may

    def test_is_for_the_platform_itself_but_no_visitor(self):
        assert policies.may_moderate(SYSTEM)
        assert not policies.may_moderate(VISITOR)


class TestASubjectWithoutAGate:
    def test_is_closed_to_everybody(self):
        thread = ThreadFactory(subject_kind="nothing")
        moderator = find_actor(PersonFactory(moderator=True).id)

        assert not policies.may_see_subject(moderator, thread.subject_kind, thread.subject_id)
        assert not policies.may_write(moderator, thread.subject_kind, thread.subject_id)
        assert not policies.takes_stances(thread.subject_kind)
        assert not policies.shows_names(thread.subject_kind, thread.subject_id)
