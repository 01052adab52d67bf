"""What is done to needs: effect, event, refusal."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.audit import queries as audit
from auriga_web.chain import queries as chain
from auriga_web.chain.models import StopKind
from auriga_web.core import search
from auriga_web.core.access import Level, NotAllowed, Role
from auriga_web.core.events import _listeners
from auriga_web.duties import queries as duties
from auriga_web.needs import operations, rules
from auriga_web.needs.events import (
    NeedAnswered,
    NeedHidden,
    NeedMerged,
    NeedPublished,
    NeedSubmitted,
    NeedSupported,
    NeedWithdrawn,
)
from auriga_web.needs.models import (
    AnswerKind,
    CoAuthor,
    CountKind,
    Need,
    NeedCount,
    NeedCounter,
    NeedState,
    NeedVersion,
    SpeaksFor,
    Support,
)
from tests.factories import (
    NOON,
    ComuneFactory,
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupportFactory,
    ThemeFactory,
)
from tests.needs.actors import VISITOR, as_actor, for_body

WORDS = {"title": "Manca un doposcuola", "body": "I bambini restano soli dalle due alle sei."}


@pytest.fixture
def heard(monkeypatch):
    """Collect the facts that are announced."""
    facts = []
    for kind in (
        NeedSubmitted,
        NeedPublished,
        NeedSupported,
        NeedAnswered,
        NeedWithdrawn,
        NeedHidden,
        NeedMerged,
    ):
        monkeypatch.setitem(_listeners, kind, [facts.append])
    return facts


@pytest.fixture
def moderator():
    return as_actor(PersonFactory(moderator=True), roles=[Role.MODERATOR])


@pytest.fixture
def facilitator():
    return as_actor(PersonFactory(facilitator=True), roles=[Role.FACILITATOR])


def draft_in(area=None, comune=None, **words):
    return operations.Draft(
        service_area_id=(area or ServiceAreaFactory()).id,
        comune_id=(comune or ComuneFactory()).id,
        **{**WORDS, **words},
    )


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


class TestWriteNeed:
    def test_keeps_a_draft_with_its_zona_and_its_html(self):
        author = PersonFactory()

        need = operations.write_need(
            draft_in(body="Due **righe**."), actor=as_actor(author), now=NOON
        )

        assert need.state is NeedState.DRAFT
        assert need.zona_id is not None
        assert need.body_html == "<p>Due <strong>righe</strong>.</p>\n"

    def test_keeps_names_and_places_out_of_sensitive_areas(self):
        need = operations.write_need(
            draft_in(ServiceAreaFactory(sensitive=True), is_signed=True, frazione="Colfiorito"),
            actor=as_actor(PersonFactory()),
            now=NOON,
        )

        assert not need.is_signed
        assert need.frazione == ""

    def test_refuses_a_visitor(self):
        with pytest.raises(NotAllowed):
            operations.write_need(draft_in(), actor=VISITOR, now=NOON)

    def test_refuses_who_speaks_for_an_organisation_without_acting_in_its_name(self):
        with pytest.raises(rules.NoBody):
            operations.write_need(
                draft_in(speaks_for=SpeaksFor.MY_ORGANISATION),
                actor=as_actor(PersonFactory()),
                now=NOON,
            )


class TestSubmitNeed:
    def test_holds_the_first_of_an_author(self, heard):
        author = PersonFactory()
        need = NeedFactory(author=author)

        operations.submit_need(need, actor=as_actor(author), now=NOON)

        assert need.state is NeedState.SUBMITTED
        assert duties.find_duty("need.review", ("need", need.id)).role == Role.MODERATOR
        assert [type(fact) for fact in heard] == [NeedSubmitted]

    def test_publishes_at_once_what_a_verified_person_writes(self, heard):
        author = PersonFactory(verified=True)
        need = NeedFactory(author=author)

        operations.submit_need(need, actor=as_actor(author, level=Level.VERIFIED), now=NOON)

        assert need.state is NeedState.PUBLISHED
        assert need.answer_due_at == NOON + timedelta(days=30)
        assert duties.find_duty("need.answer", ("need", need.id)).due_at == need.answer_due_at
        assert [type(fact) for fact in heard] == [NeedPublished]

    def test_publishes_at_once_after_one_was_approved(self):
        author = PersonFactory(created_at=NOON - timedelta(days=60))
        NeedFactory(author=author, published=True)
        need = NeedFactory(author=author)

        operations.submit_need(need, actor=as_actor(author), now=NOON)

        assert need.state is NeedState.PUBLISHED

    def test_holds_the_fourth_of_a_new_account(self):
        author = PersonFactory(verified=True)
        NeedFactory.create_batch(3, author=author, published=True, submitted_at=NOON)
        need = NeedFactory(author=author)

        operations.submit_need(need, actor=as_actor(author, level=Level.VERIFIED), now=NOON)

        assert need.state is NeedState.SUBMITTED

    def test_asks_for_consent_in_a_sensitive_area(self):
        author = PersonFactory(verified=True)
        need = NeedFactory(author=author, area=ServiceAreaFactory(sensitive=True))

        with pytest.raises(rules.ConsentMissing):
            operations.submit_need(need, actor=as_actor(author, level=Level.VERIFIED), now=NOON)

    def test_sends_again_what_came_back(self):
        author = PersonFactory()
        need = NeedFactory(author=author, returned=True)

        operations.submit_need(need, actor=as_actor(author), now=NOON)

        assert need.state is NeedState.SUBMITTED
        assert need.state_reason == ""


class TestPublishNeed:
    def test_makes_it_found_counted_and_owed_an_answer(self, db, moderator):
        need = NeedFactory(submitted=True, title="Manca un doposcuola")

        operations.publish_need(need, actor=moderator, now=NOON)

        assert need.is_listed
        assert search.list_matching_ids("doposcuola", kind="need") == [need.id]
        assert count_of(db, CountKind.COMUNE, need.comune_id, "published") == 1
        assert count_of(db, CountKind.AREA, need.service_area_id, "published") == 1
        assert count_of(db, CountKind.STOP, 0, "need") == 1
        assert [stop.stop for stop in chain.list_stops("need", need.id)] == [StopKind.NEED]
        assert audit.list_entries_about("need", need.id)[-1].action == "need.published"

    def test_settles_the_review(self, moderator):
        author = PersonFactory()
        need = NeedFactory(author=author)
        operations.submit_need(need, actor=as_actor(author), now=NOON)

        operations.publish_need(need, actor=moderator, now=NOON)

        assert duties.find_duty("need.review", ("need", need.id)).done_at == NOON

    def test_is_not_done_by_its_own_author(self):
        author = PersonFactory(moderator=True)
        need = NeedFactory(author=author, submitted=True)

        with pytest.raises(NotAllowed):
            operations.publish_need(need, actor=as_actor(author, roles=[Role.MODERATOR]), now=NOON)


class TestReturnNeed:
    def test_gives_the_reason(self, moderator):
        need = NeedFactory(submitted=True)

        operations.return_need(need, reason=" Togli il cognome. ", actor=moderator, now=NOON)

        assert need.state is NeedState.RETURNED
        assert need.state_reason == "Togli il cognome."

    def test_needs_a_reason(self, moderator):
        with pytest.raises(rules.ReasonMissing):
            operations.return_need(
                NeedFactory(submitted=True), reason=" ", actor=moderator, now=NOON
            )


class TestEditNeed:
    def test_keeps_what_a_public_need_said(self, db):
        author = PersonFactory()
        need = NeedFactory(author=author, published=True, title="Prima")

        operations.edit_need(
            need, draft_in(title="Dopo"), known=1, actor=as_actor(author), now=NOON
        )

        assert (need.title, need.version) == ("Dopo", 2)
        kept = db.session.scalars(select(NeedVersion)).one()
        assert (kept.title, kept.version) == ("Prima", 1)

    def test_moves_the_counts_with_the_comune(self, db):
        author = PersonFactory(verified=True)
        need = NeedFactory(author=author)
        operations.submit_need(need, actor=as_actor(author, level=Level.VERIFIED), now=NOON)
        before, after = need.comune_id, ComuneFactory()

        operations.edit_need(
            need, draft_in(comune=after), known=1, actor=as_actor(author), now=NOON
        )

        assert count_of(db, CountKind.COMUNE, before, "published") == 0
        assert count_of(db, CountKind.COMUNE, after.id, "published") == 1

    def test_refuses_who_read_an_older_version(self):
        author = PersonFactory()
        need = NeedFactory(author=author, published=True, version=2)

        with pytest.raises(rules.ChangedMeanwhile):
            operations.edit_need(need, draft_in(), known=1, actor=as_actor(author), now=NOON)

    def test_refuses_anybody_but_the_author(self, moderator):
        with pytest.raises(NotAllowed):
            operations.edit_need(
                NeedFactory(published=True), draft_in(), known=1, actor=moderator, now=NOON
            )


class TestSupportNeed:
    def test_counts_a_person_once(self, db, heard):
        need, person = NeedFactory(published=True), PersonFactory()

        first = operations.support_need(need, actor=as_actor(person), now=NOON)
        again = operations.support_need(need, actor=as_actor(person), now=NOON)

        assert (first, again) == (True, False)
        assert supports_of(db, need) == 1
        assert len(heard) == 1

    def test_can_be_taken_back(self, db):
        need, person = NeedFactory(published=True), PersonFactory()
        operations.support_need(need, actor=as_actor(person), now=NOON)

        operations.unsupport_need(need, actor=as_actor(person), now=NOON)
        operations.unsupport_need(need, actor=as_actor(person), now=NOON)

        assert supports_of(db, need) == 0

    @pytest.mark.parametrize("state", ["draft", "submitted", "answered", "withdrawn"])
    def test_refuses_what_is_not_open(self, state):
        need = NeedFactory(**({} if state == "draft" else {state: True}))

        with pytest.raises(NotAllowed):
            operations.support_need(need, actor=as_actor(PersonFactory()), now=NOON)

    def test_refuses_the_author(self):
        author = PersonFactory()

        with pytest.raises(NotAllowed):
            operations.support_need(
                NeedFactory(author=author, published=True), actor=as_actor(author), now=NOON
            )


class TestTakePosition:
    def test_is_one_a_body_and_can_change(self, db):
        need, body = NeedFactory(published=True), OrganisationFactory()
        actor = for_body(PersonFactory(), body)

        operations.take_position(need, sentence="Aderiamo.", interest="", actor=actor, now=NOON)
        position = operations.take_position(
            need, sentence="Aderiamo.", interest="Lo gestiremmo noi.", actor=actor, now=NOON
        )

        assert position.has_interest
        counted = select(NeedCounter.position_count).where(NeedCounter.need_id == need.id)
        assert db.session.scalar(counted) == 1

    def test_can_be_taken_back(self, db):
        need, actor = (
            NeedFactory(published=True),
            for_body(PersonFactory(), OrganisationFactory(), "editor"),
        )
        operations.take_position(need, sentence="Aderiamo.", interest="", actor=actor, now=NOON)

        operations.withdraw_position(need, actor=actor, now=NOON)
        operations.withdraw_position(need, actor=actor, now=NOON)

        counted = select(NeedCounter.position_count).where(NeedCounter.need_id == need.id)
        assert db.session.scalar(counted) == 0

    def test_refuses_a_simple_member(self):
        actor = for_body(PersonFactory(), OrganisationFactory(), "member")

        with pytest.raises(NotAllowed):
            operations.take_position(
                NeedFactory(published=True), sentence="Sì.", interest="", actor=actor, now=NOON
            )


class TestAnswerNeed:
    def test_a_first_answer_leaves_the_state_and_settles_the_duty(self, db, heard, facilitator):
        author = PersonFactory(verified=True)
        need = NeedFactory(author=author)
        operations.submit_need(need, actor=as_actor(author, level=Level.VERIFIED), now=NOON)
        later = NOON + timedelta(days=3)

        operations.answer_need(
            need, kind=AnswerKind.FIRST, body="Ci pensiamo.", actor=facilitator, now=later
        )

        assert need.state is NeedState.PUBLISHED
        assert need.first_answered_at == later
        assert duties.find_duty("need.answer", ("need", need.id)).done_at == later
        assert count_of(db, CountKind.ANSWER, 0, "in_time") == 1
        assert heard[-1].kind == "first"

    def test_a_final_answer_ends_the_thread(self, facilitator):
        need = NeedFactory(taken_up=True)

        answer = operations.answer_need(
            need, kind=AnswerKind.FINAL, body="C'è.", actor=facilitator, now=NOON
        )

        assert (need.state, need.stop) == (NeedState.ANSWERED, StopKind.OUTCOME)
        assert answer.verdict is NeedState.ANSWERED

    def test_an_answer_past_its_date_counts_as_late(self, db, facilitator):
        need = NeedFactory(published=True, answer_due_at=NOON - timedelta(days=1))

        operations.answer_need(
            need, kind=AnswerKind.FIRST, body="Scusate.", actor=facilitator, now=NOON
        )

        assert count_of(db, CountKind.ANSWER, 0, "late") == 1

    def test_is_open_to_the_institution_that_was_asked_and_to_no_other(self, facilitator):
        asked = OrganisationFactory(institution=True)
        need = NeedFactory(published=True)
        operations.address_to(need, organisation_id=asked.id, actor=facilitator, now=NOON)

        operations.answer_need(
            need,
            kind=AnswerKind.FIRST,
            body="Il Comune ci lavora.",
            actor=for_body(PersonFactory(), asked),
            now=NOON,
        )

        with pytest.raises(NotAllowed):
            operations.answer_need(
                need,
                kind=AnswerKind.FIRST,
                body="Anche noi.",
                actor=for_body(PersonFactory(), OrganisationFactory(institution=True)),
                now=NOON,
            )

    def test_a_reasoned_no_can_be_thought_over(self, facilitator):
        need = NeedFactory(published=True)

        operations.decide_not_to_pursue(
            need, reason="Non ci sono fondi.", actor=facilitator, now=NOON
        )
        assert (need.state, need.stop) == (NeedState.NOT_PURSUED, StopKind.NOT_PURSUED)

        operations.take_up(need, actor=facilitator, now=NOON)
        assert (need.state, need.stop) == (NeedState.TAKEN_UP, StopKind.NEED)

    def test_what_is_closed_can_be_put_away(self, facilitator):
        need = NeedFactory(answered=True)

        operations.archive_need(need, actor=facilitator, now=NOON)

        assert need.state is NeedState.ARCHIVED
        assert need.is_public
        assert search.list_matching_ids(need.title, kind="need") == [need.id]

    def test_refuses_a_change_of_state_that_came_too_late(self, facilitator):
        need = NeedFactory(answered=True)

        with pytest.raises(NotAllowed):
            operations.take_up(need, actor=facilitator, now=NOON)


class TestWithdrawNeed:
    def test_erases_words_and_name_at_once_and_leaves_a_note(self, db, heard):
        author = PersonFactory()
        need = NeedFactory(author=author, published=True, is_signed=True, title="Manca il bus")
        operations.edit_need(need, draft_in(), known=1, actor=as_actor(author), now=NOON)

        operations.withdraw_need(need, reason="solved", actor=as_actor(author), now=NOON)

        assert (need.title, need.body, need.body_html, need.is_signed) == ("", "", "", False)
        assert need.is_public
        assert not need.is_listed
        assert db.session.scalars(select(NeedVersion)).all() == []
        assert search.list_matching_ids("doposcuola", kind="need") == []
        assert chain.list_stops("need", need.id)[-1].stop is StopKind.WITHDRAWN
        assert isinstance(heard[-1], NeedWithdrawn)

    def test_refuses_a_reason_of_ones_own(self):
        author = PersonFactory()
        need = NeedFactory(author=author, published=True)

        with pytest.raises(rules.ReasonMissing):
            operations.withdraw_need(
                need, reason="Mario mi ha detto di no", actor=as_actor(author), now=NOON
            )

    def test_an_unpublished_need_is_thrown_away_whole(self, db):
        author = PersonFactory()
        need = NeedFactory(author=author, submitted=True)

        operations.discard_need(need, actor=as_actor(author), now=NOON)

        assert db.session.scalars(select(Need)).all() == []


class TestHideNeed:
    def test_and_restoring_undoes_exactly_what_hiding_did(self, db, moderator):
        author = PersonFactory(verified=True)
        need = NeedFactory(author=author, title="Manca un doposcuola")
        operations.submit_need(need, actor=as_actor(author, level=Level.VERIFIED), now=NOON)

        def facts():
            return (
                need.state,
                need.stop,
                need.is_listed,
                search.list_matching_ids("doposcuola", kind="need"),
                count_of(db, CountKind.COMUNE, need.comune_id, "published"),
                duties.find_duty("need.answer", ("need", need.id)).done_at,
            )

        before = facts()
        operations.hide_need(need, actor=moderator, now=NOON)
        assert not need.is_listed
        assert search.list_matching_ids("doposcuola", kind="need") == []
        assert count_of(db, CountKind.COMUNE, need.comune_id, "published") == 0

        operations.restore_need(need, actor=moderator, now=NOON)
        assert facts() == before

    def test_done_twice_changes_nothing(self, heard, moderator):
        need = NeedFactory(published=True)

        for _ in range(2):
            operations.hide_need(need, actor=moderator, now=NOON)
        for _ in range(2):
            operations.restore_need(need, actor=moderator, now=NOON)

        actions = [entry.action for entry in audit.list_entries_about("need", need.id)]
        assert actions == ["need.hidden", "need.restored"]


class TestMergeNeeds:
    def test_of_one_author_makes_nobody_a_supporter(self, db, moderator):
        author = PersonFactory()
        kept, double = (NeedFactory(author=author, published=True) for _ in range(2))

        operations.merge_needs(double, into=kept, actor=moderator, now=NOON)

        assert supports_of(db, kept) == 0
        assert db.session.scalars(select(CoAuthor)).all() == []

    def test_counts_each_supporter_once_and_keeps_the_author(self, db, heard, moderator):
        both = PersonFactory()
        kept = NeedFactory(published=True, support_count=1)
        double = NeedFactory(published=True, support_count=3)
        SupportFactory(need=kept, person=both)
        SupportFactory(need=double, person=both)
        SupportFactory(need=double)
        SupportFactory(need=double, person=db.session.get(type(both), kept.author_id))

        operations.merge_needs(double, into=kept, actor=moderator, now=NOON)

        # The one of both, the other of the double, the author of the double.
        assert supports_of(db, kept) == 3
        assert len(db.session.scalars(select(Support).where(Support.need_id == kept.id)).all()) == 3
        assert db.session.scalars(select(CoAuthor.person_id)).all() == [double.author_id]
        assert (double.state, double.merged_into_id) == (NeedState.MERGED, kept.id)
        assert isinstance(heard[-1], NeedMerged)

    def test_refuses_itself_and_what_is_not_in_the_lists(self, moderator):
        need = NeedFactory(published=True)

        for target in (need, NeedFactory(submitted=True), NeedFactory(published=True, hidden=True)):
            with pytest.raises(rules.NotAnother):
                operations.merge_needs(need, into=target, actor=moderator, now=NOON)


class TestMoveAlong:
    def test_copies_the_stop_and_moves_the_counts(self, db, moderator):
        need = NeedFactory(submitted=True)
        operations.publish_need(need, actor=moderator, now=NOON)

        operations.move_along(
            need,
            stop=StopKind.INITIATIVE,
            sentence="an initiative answers it",
            actor=moderator,
            now=NOON,
            cause=("initiative", 7),
        )

        assert need.stop is StopKind.INITIATIVE
        assert count_of(db, CountKind.STOP, 0, "need") == 0
        assert count_of(db, CountKind.STOP, 0, "initiative") == 1

    def test_a_theme_is_a_stop(self, facilitator):
        need, theme = NeedFactory(published=True), ThemeFactory()

        operations.gather_into_theme(need, theme, actor=facilitator, now=NOON)
        operations.gather_into_theme(need, theme, actor=facilitator, now=NOON)

        assert need.stop is StopKind.THEME
        assert chain.list_results("need", need.id, result_kind="theme") == [str(theme.id)]


class TestFollowers:
    def test_are_counted_by_who_keeps_them(self, db):
        need = NeedFactory(published=True)

        operations.shift_follow_count(need.id, 2)
        operations.shift_follow_count(need.id, -1)

        assert db.session.scalars(select(NeedCounter.follow_count)).one() == 1
