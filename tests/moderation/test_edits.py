"""An author changes what was hidden: it is read again, and may come back."""

from auriga_web.accounts.queries import find_actor
from auriga_web.discussion import operations as discussion
from auriga_web.discussion.models import CommentVersion
from auriga_web.duties.queries import find_duty
from auriga_web.moderation import operations
from auriga_web.moderation.models import Verdict
from auriga_web.needs.models import NeedVersion, SpeaksFor, TargetGroup
from auriga_web.needs.operations import Draft, edit_need
from tests.factories import CommentFactory, NeedFactory
from tests.moderation.acts import LATER, REASONS, decide


def edited(comment, body="Ho tolto il nome."):
    author = find_actor(comment.author_id)
    discussion.edit_comment(comment, actor=author, body=body, version=comment.version, now=LATER)


def duty_to_read_again(comment):
    return find_duty("moderation.edited", ("comment", str(comment.id)))


class TestAnEditOfWhatIsHidden:
    def test_waits_to_be_read_again(self, comment, moderator):
        decide(comment, moderator)

        edited(comment)

        assert comment.hidden_at is not None
        assert duty_to_read_again(comment).role == "moderator"

    def test_waits_for_the_guarantor_when_it_speaks_of_the_consortium(self, comment, moderator):
        decide(comment, moderator)

        edited(comment, "Il consorzio non risponde.")

        assert duty_to_read_again(comment).role == "guarantor"

    def test_comes_back_once_it_is_all_right_and_goes_again_when_undone(self, comment, moderator):
        decide(comment, moderator)
        edited(comment)

        decision = decide(comment, moderator, Verdict.NOTHING_WRONG)
        assert comment.hidden_at is None
        assert duty_to_read_again(comment).done_at == LATER

        operations.undo_decision(decision, actor=moderator, now=LATER)
        assert comment.hidden_at is not None
        assert duty_to_read_again(comment).done_at is None

    def test_takes_the_hidden_words_out_of_the_history(self, db, comment, moderator):
        edited(comment, "Il numero della vicina è 075 123456.")
        decide(comment, moderator)

        edited(comment)

        assert db.session.query(CommentVersion).count() == 0

    def test_of_a_need_waits_too(self, db, moderator):
        need = NeedFactory(published=True)
        operations.decide(
            "need", str(need.id), verdict=Verdict.HIDE, actor=moderator, now=LATER, **REASONS
        )
        draft = Draft(
            title="Serve un accompagnamento",
            body="Alle visite, due volte al mese.",
            service_area_id=need.service_area_id,
            comune_id=need.comune_id,
            target_groups=[TargetGroup.OLDER_PEOPLE],
            speaks_for=SpeaksFor.OTHERS,
        )

        edit_need(need, draft, known=need.version, actor=find_actor(need.author_id), now=LATER)

        assert need.hidden_at is not None
        assert find_duty("moderation.edited", ("need", str(need.id))) is not None
        assert db.session.query(NeedVersion).count() == 0


class TestAnEditOfWhatIsInSight:
    def test_waits_for_nobody(self, db):
        comment = CommentFactory()

        edited(comment)

        assert duty_to_read_again(comment) is None
        assert db.session.query(CommentVersion).count() == 1
