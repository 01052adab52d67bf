from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.accounts.queries import find_actor
from auriga_web.audit.queries import list_entries_about
from auriga_web.core.access import VISITOR, NotAllowed
from auriga_web.discussion import operations, queries, rules
from auriga_web.discussion.events import CommentHeld, CommentPosted, CommentsCounted
from auriga_web.discussion.models import CommentVersion, Stance
from auriga_web.duties.queries import find_duty
from tests.factories import NOON, CommentFactory, OrganisationFactory, PersonFactory, ThreadFactory

LATER = NOON + timedelta(days=2)


def actor_of(person):
    return find_actor(person.id)


def post(actor, **more):
    details = {"body": "Serve anche qui.", "now": NOON, **more}
    return operations.post_comment("bench", 1, actor=actor, **details)


class TestPostComment:
    def test_publishes_and_counts(self, ada, heard):
        comment = post(ada)

        assert comment.is_public
        assert comment.depth == 1
        assert "<p>Serve anche qui.</p>" in comment.body_html
        assert queries.find_thread("bench", 1).comment_count == 1
        assert [type(event) for event in heard] == [CommentsCounted, CommentPosted]
        assert heard[0].comment_count == 1

    def test_says_once_what_is_sent_twice(self, ada):
        first = post(ada)

        assert post(ada, now=NOON + timedelta(seconds=2)) is first
        assert post(ada, now=NOON + timedelta(hours=1)) is not first
        assert queries.find_thread("bench", 1).comment_count == 2

    def test_leaves_a_trace(self, ada):
        comment = post(ada)

        assert [e.action for e in list_entries_about("comment", comment.id)] == ["comment.posted"]

    def test_tells_whom_it_answers(self, ada, heard):
        first = post(ada)

        answer = post(actor_of(PersonFactory(verified=True)), parent=first)

        assert (answer.depth, answer.parent_id, answer.root_id) == (2, first.id, first.id)
        assert heard[-1].parent_author_id == ada.person_id

    def test_refuses_a_visitor(self):
        with pytest.raises(NotAllowed):
            post(VISITOR)

    def test_refuses_where_the_subject_is_closed(self, ada, benches):
        benches.closed.add("1")

        with pytest.raises(NotAllowed):
            post(ada)

    def test_refuses_where_the_subject_is_hidden(self, ada, benches):
        benches.hidden.add("1")

        with pytest.raises(NotAllowed):
            post(ada)

    def test_refuses_a_subject_without_a_gate(self, ada):
        with pytest.raises(NotAllowed):
            operations.post_comment("nothing", 1, actor=ada, body="Ecco.", now=NOON)

    def test_refuses_in_a_closed_thread(self, ada):
        ThreadFactory(subject_id="1", is_closed=True)

        with pytest.raises(NotAllowed):
            post(ada)

    def test_refuses_a_fourth_depth(self, ada):
        third = CommentFactory(answer_to=CommentFactory(answer_to=CommentFactory()))

        with pytest.raises(rules.CannotComment):
            post(ada, parent=third)

    def test_refuses_to_answer_what_is_hidden(self, ada):
        with pytest.raises(rules.CannotComment):
            post(ada, parent=CommentFactory(hidden=True))

    def test_takes_a_stance_only_where_the_subject_does(self, ada, benches):
        with pytest.raises(rules.CannotComment):
            post(ada, stance=Stance.FOR)

        benches.takes_stances = True
        assert post(ada, stance=Stance.FOR).stance is Stance.FOR

    @pytest.mark.parametrize(
        ("kind", "is_official"), [("institution", True), ("association", False)]
    )
    def test_is_official_where_the_body_is(self, ada, kind, is_official):
        body = OrganisationFactory(kind=kind)

        comment = post(replace(ada, body_id=body.id, body_name=body.name, body_kind=body.kind))

        assert comment.is_official is is_official
        assert comment.author_body_name == body.name

    def test_lets_staff_speak_officially_and_nobody_else(self, ada, moderator):
        assert post(moderator, is_official=True).is_official
        assert not post(ada, is_official=True).is_official


class TestTheFirstCommentOfANewAccount:
    def test_waits_to_be_read(self, heard):
        comment = post(actor_of(PersonFactory()))

        assert not comment.is_public
        assert queries.find_thread("bench", 1).comment_count == 0
        assert [type(event) for event in heard] == [CommentHeld]
        assert find_duty("comment.first", ("comment", comment.id)).done_at is None

    def test_is_published_when_it_is_let_out(self, moderator, heard):
        comment = post(actor_of(PersonFactory()))

        operations.release_comment(comment, actor=moderator, now=LATER)

        assert comment.is_public
        assert isinstance(heard[-1], CommentPosted)
        assert find_duty("comment.first", ("comment", comment.id)).done_at == LATER

    def test_is_let_out_once(self, moderator):
        comment = post(actor_of(PersonFactory()))

        operations.release_comment(comment, actor=moderator, now=LATER)
        operations.release_comment(comment, actor=moderator, now=LATER)

        assert queries.find_thread("bench", 1).comment_count == 1

    def test_is_let_out_by_moderators_alone(self, ada):
        comment = post(actor_of(PersonFactory()))

        with pytest.raises(NotAllowed):
            operations.release_comment(comment, actor=ada, now=LATER)

    def test_does_not_wait_when_others_were_accepted(self):
        person = PersonFactory(created_at=NOON - timedelta(days=9))
        CommentFactory(author=person, created_at=NOON - timedelta(days=3))

        assert post(actor_of(person)).is_public

    def test_does_not_wait_for_a_body(self):
        body = OrganisationFactory()
        actor = actor_of(PersonFactory())

        assert post(
            replace(actor, body_id=body.id, body_name=body.name, body_kind=body.kind)
        ).is_public


class TestTheLimitsOfANewAccount:
    def test_ask_for_a_pause(self):
        actor = actor_of(PersonFactory(verified=True, created_at=NOON))
        post(actor)

        with pytest.raises(rules.TooManyComments) as refusal:
            post(actor, body="Altro.", now=NOON + timedelta(seconds=10))

        assert refusal.value.seconds == 21

    def test_end_at_ten_in_a_day(self):
        person = PersonFactory(verified=True, created_at=NOON)
        thread = ThreadFactory()
        CommentFactory.create_batch(10, author=person, thread=thread)

        with pytest.raises(rules.TooManyComments):
            post(actor_of(person), now=NOON + timedelta(hours=1))

    def test_are_over_the_day_after(self):
        person = PersonFactory(verified=True, created_at=NOON)
        CommentFactory.create_batch(10, author=person, thread=ThreadFactory())

        assert post(actor_of(person), now=NOON + timedelta(hours=24)).id


class TestEditComment:
    def test_keeps_what_it_said_before(self, ada):
        comment = post(ada)

        operations.edit_comment(comment, actor=ada, body="Serve molto.", version=1, now=LATER)

        assert comment.body == "Serve molto."
        assert (comment.version, comment.edited_at) == (2, LATER)
        assert [v.body for v in queries.list_versions(comment)] == ["Serve anche qui."]

    def test_refuses_an_old_version_and_loses_nothing(self, db, ada):
        comment = post(ada)
        operations.edit_comment(comment, actor=ada, body="Seconda.", version=1, now=LATER)

        with pytest.raises(operations.EditConflict) as conflict:
            operations.edit_comment(comment, actor=ada, body="Altra.", version=1, now=LATER)

        assert (conflict.value.body, conflict.value.version) == ("Seconda.", 2)
        assert comment.body == "Seconda."

    def test_is_for_its_author_alone(self, ada, moderator):
        with pytest.raises(NotAllowed):
            operations.edit_comment(post(ada), actor=moderator, body="No.", version=1, now=LATER)

    def test_adds_no_links_that_nobody_has_read_on_the_first_day(self):
        author = PersonFactory(created_at=NOON - timedelta(hours=1))
        CommentFactory(author=author, created_at=NOON - timedelta(minutes=30))
        comment = CommentFactory(author=author, created_at=NOON - timedelta(minutes=20))
        links = " ".join(["https://a.example"] * 3)

        with pytest.raises(rules.CannotComment):
            operations.edit_comment(
                comment, actor=actor_of(author), body=links, version=1, now=NOON
            )

        two = " ".join(["https://a.example"] * 2)
        operations.edit_comment(comment, actor=actor_of(author), body=two, version=1, now=NOON)
        operations.edit_comment(comment, actor=actor_of(author), body=links, version=2, now=LATER)
        assert comment.version == 3

    def test_refuses_nothing_at_all(self, ada):
        with pytest.raises(rules.CannotComment):
            operations.edit_comment(post(ada), actor=ada, body="  ", version=1, now=LATER)


class TestDeleteComment:
    def test_leaves_a_place_and_no_words(self, db, ada):
        comment = post(ada)
        operations.edit_comment(comment, actor=ada, body="Seconda.", version=1, now=LATER)

        operations.delete_comment(comment, actor=ada, now=LATER)

        assert (comment.body, comment.body_html) == ("", "")
        assert db.session.scalars(select(CommentVersion)).all() == []
        assert queries.find_thread("bench", 1).comment_count == 0

    def test_is_for_its_author_alone(self, ada, moderator):
        with pytest.raises(NotAllowed):
            operations.delete_comment(post(ada), actor=moderator, now=LATER)


class TestMarkUseful:
    def test_counts_a_person_once(self, db, ada):
        comment = CommentFactory()

        operations.mark_useful(comment, actor=ada, now=NOON)
        operations.mark_useful(comment, actor=ada, now=NOON)

        assert comment.useful_count == 1

    def test_is_undone_once(self, ada):
        comment = CommentFactory()
        operations.mark_useful(comment, actor=ada, now=NOON)

        operations.unmark_useful(comment, actor=ada)
        operations.unmark_useful(comment, actor=ada)

        assert comment.useful_count == 0

    def test_refuses_ones_own(self, ada):
        with pytest.raises(NotAllowed):
            operations.mark_useful(post(ada), actor=ada, now=NOON)
