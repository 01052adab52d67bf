from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.accounts.queries import find_actor
from auriga_web.audit.queries import list_entries_about
from auriga_web.core.access import NotAllowed, Role
from auriga_web.duties.queries import find_duty
from auriga_web.moderation import operations, rules
from auriga_web.moderation.models import Category, Decision, Report, Verdict
from tests.factories import (
    NOON,
    CommentFactory,
    DecisionFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PersonRoleFactory,
    ReportFactory,
)
from tests.moderation.acts import (
    LATER,
    REASONS,
    columns_of,
    decide,
    duty_about,
    mails,
    report,
)


class TestReport:
    def test_works_without_an_account(self, comment):
        written = report(comment)

        assert written.reporter_id is None
        assert len(written.receipt) == 12
        assert duty_about(comment).harm == rules.harm_of(Category.INSULT)

    def test_is_one_row_in_the_inbox_however_many_there_are(self, db, comment, trusted):
        report(comment)
        report(comment, trusted(), category=Category.DANGER)

        assert len(db.session.scalars(select(Report)).all()) == 2
        assert duty_about(comment).harm == 3

    def test_counts_a_person_once(self, db, comment, trusted):
        person = trusted()

        first, second = report(comment, person), report(comment, person)

        assert first.id == second.id
        assert len(db.session.scalars(select(Report)).all()) == 1

    def test_ends_at_ten_in_a_day(self, comment, trusted):
        person = trusted()
        ReportFactory.create_batch(10, reporter_id=person.person_id)

        with pytest.raises(rules.TooManyReports):
            report(comment, person)

    def test_ends_at_ten_from_one_place_without_an_account(self, comment):
        ReportFactory.create_batch(10, sender_sha256="a" * 64)

        with pytest.raises(rules.TooManyReports):
            report(comment, sender_sha256="a" * 64)
        assert report(comment, sender_sha256="b" * 64)

    def test_refuses_what_one_does_not_see(self, comment, benches):
        benches.hidden.add(comment.thread.subject_id)

        with pytest.raises(NotAllowed):
            report(comment)

    def test_goes_to_the_guarantor_when_it_is_about_the_consortium(self, comment):
        report(comment)
        report(comment, about_consortium=True)

        assert duty_about(comment).role == "guarantor"

    def test_goes_to_the_guarantor_when_a_cooperative_wrote_it(self):
        body = OrganisationFactory(cooperative_a=True)
        comment = CommentFactory(author_body_id=body.id, author_body_name=body.name)

        report(comment)

        assert duty_about(comment).role == "guarantor"


class TestCriticismOfTheConsortium:
    @pytest.mark.parametrize(
        "words", ["Il Consorzio non risponde mai.", "La «Coop L’Aquilone» ha chiuso tutto."]
    )
    def test_goes_to_the_guarantor_whoever_reports_it(self, words):
        OrganisationFactory(cooperative_a=True, name="Coop L'Aquilone")
        comment = CommentFactory(body=words)

        report(comment)

        assert duty_about(comment).role == "guarantor"

    def test_is_not_hidden_by_a_moderator_whom_nobody_asked(self, moderator):
        comment = CommentFactory(body="Auriga promette e non mantiene.")

        with pytest.raises(NotAllowed):
            decide(comment, moderator)

    def test_is_never_hidden_by_itself(self, trusted):
        comment = CommentFactory(body="Auriga promette e non mantiene.")
        for _ in range(4):
            report(comment, trusted())

        assert comment.hidden_at is None

    def test_goes_to_the_guarantor_when_one_of_its_people_reports(self, comment):
        cooperative = OrganisationFactory(cooperative_b=True)
        insider = MembershipFactory(organisation=cooperative).person

        report(comment, find_actor(insider.id))

        assert duty_about(comment).role == "guarantor"


class TestThreeTrustedReports:
    def test_hide_what_nobody_has_looked_at(self, db, comment, trusted):
        for _ in range(3):
            report(comment, trusted())

        assert comment.hidden_at is not None
        decision = db.session.scalars(select(Decision)).one()
        assert (decision.decided_by_id, decision.effect) == (None, {"hidden": True})
        assert duty_about(comment).done_at is None
        assert [mail.kind for mail in mails(db)] == ["moderation.decision"]

    def test_do_nothing_when_they_are_strangers(self, comment):
        for _ in range(5):
            report(comment, find_actor(PersonFactory().id))

        assert comment.hidden_at is None

    def test_do_nothing_to_what_was_reviewed(self, comment, trusted, moderator):
        decide(comment, moderator, Verdict.NOTHING_WRONG)
        for _ in range(3):
            report(comment, trusted())

        assert comment.hidden_at is None

    def test_do_nothing_to_staff(self, trusted):
        comment = CommentFactory(author=PersonFactory(facilitator=True))
        for _ in range(3):
            report(comment, trusted())

        assert comment.hidden_at is None

    def test_are_undone_when_nothing_is_wrong(self, db, comment, trusted, moderator):
        before = columns_of(comment)
        for _ in range(3):
            report(comment, trusted())

        decide(comment, moderator, Verdict.NOTHING_WRONG)
        db.session.flush()

        assert columns_of(comment) == before
        db.session.refresh(comment.thread)
        assert comment.thread.comment_count == 1
        assert "moderation.returned" in {mail.kind for mail in mails(db)}


class TestDecide:
    def test_hides_and_says_why(self, db, comment, moderator):
        report(comment, email="chi@esempio.it")

        decision = decide(comment, moderator)

        assert comment.hidden_at == LATER
        assert duty_about(comment).done_at == LATER
        assert [mail.kind for mail in mails(db)] == [
            "moderation.received",
            "moderation.decision",
            "moderation.answered",
        ]
        assert "lunedì 15 marzo" in mails(db)[0].body
        statement = mails(db)[1].body
        for part in ("Rispetto", "Insulta una persona.", "ricorso", "AGCOM", "13 settembre 2027"):
            assert part in statement
        assert f"/moderazione/decisioni/{decision.id}" in statement
        actions = [entry.action for entry in list_entries_about("comment", comment.id)]
        assert actions == ["thing.reported", "comment.hidden", "decision.taken"]

    def test_refuses_without_reasons(self, comment, moderator):
        with pytest.raises(rules.CannotDecide):
            decide(comment, moderator, facts="")

    @pytest.mark.parametrize("role", ["verified", "operator", "facilitator"])
    def test_refuses_everybody_else(self, comment, role):
        with pytest.raises(NotAllowed):
            decide(comment, find_actor(PersonFactory(**{role: True}).id))

    def test_leaves_the_consortiums_to_the_guarantor(self, comment, moderator, guarantor):
        report(comment, about_consortium=True)

        with pytest.raises(NotAllowed):
            decide(comment, moderator)
        assert decide(comment, guarantor).decided_by_id == guarantor.person_id

    def test_leaves_the_consortiums_to_the_guarantor_also_afterwards(
        self, comment, moderator, guarantor
    ):
        report(comment, about_consortium=True)
        decide(comment, guarantor, Verdict.NOTHING_WRONG)

        with pytest.raises(NotAllowed):
            decide(comment, moderator)

    def test_is_not_about_ones_own_words(self, comment):
        PersonRoleFactory(person_id=comment.author_id, role=Role.MODERATOR)
        author = find_actor(comment.author_id)

        with pytest.raises(NotAllowed):
            decide(comment, author, Verdict.NOTHING_WRONG)

    def test_ends_the_wait_of_a_first_comment(self, moderator):
        comment = CommentFactory(held=True)

        decide(comment, moderator)

        assert find_duty("comment.first", ("comment", comment.id)) is None
        assert not comment.is_public

    def test_cannot_send_back_a_comment(self, comment, moderator):
        with pytest.raises(rules.CannotDecide):
            decide(comment, moderator, Verdict.RETURN, **REASONS)


class TestUndoDecision:
    @pytest.mark.parametrize("verdict", [Verdict.HIDE, Verdict.NOTHING_WRONG])
    def test_puts_everything_back(self, db, comment, moderator, verdict):
        report(comment)
        db.session.flush()
        before = columns_of(comment)
        decision = decide(comment, moderator, verdict)

        operations.undo_decision(decision, actor=moderator, now=LATER)
        db.session.flush()

        assert columns_of(comment) == before
        assert duty_about(comment).done_at is None
        assert db.session.scalars(select(Report.decision_id)).one() is None

    def test_puts_back_what_several_reports_had_hidden(self, db, comment, trusted, moderator):
        for _ in range(3):
            report(comment, trusted())
        decision = decide(comment, moderator, Verdict.NOTHING_WRONG)

        operations.undo_decision(decision, actor=moderator, now=LATER)

        assert comment.hidden_at is not None
        automatic = db.session.scalars(select(Decision).order_by(Decision.id)).first()
        assert automatic.undone_at is None

    def test_leaves_hidden_what_was_hidden_before(self, db, comment, trusted, moderator):
        for _ in range(3):
            report(comment, trusted())
        decision = decide(comment, moderator)

        operations.undo_decision(decision, actor=moderator, now=LATER)

        assert comment.hidden_at is not None

    def test_happens_once(self, comment, moderator):
        decision = decide(comment, moderator)
        operations.undo_decision(decision, actor=moderator, now=LATER)

        with pytest.raises(rules.CannotDecide):
            operations.undo_decision(decision, actor=moderator, now=LATER)

    def test_is_for_who_decided(self, comment, moderator):
        decision = decide(comment, moderator)
        other = find_actor(PersonFactory(moderator=True).id)

        with pytest.raises(NotAllowed):
            operations.undo_decision(decision, actor=other, now=LATER)

    def test_of_the_guarantor_is_for_no_administrator(self, comment, guarantor):
        report(comment, about_consortium=True)
        decision = decide(comment, guarantor)
        administrator = find_actor(PersonFactory(administrator=True).id)

        with pytest.raises(NotAllowed):
            operations.undo_decision(decision, actor=administrator, now=LATER)

    def test_is_not_for_who_wrote_it(self, comment, moderator):
        decision = decide(comment, moderator)
        PersonRoleFactory(person_id=comment.author_id, role=Role.ADMINISTRATOR)

        with pytest.raises(NotAllowed):
            operations.undo_decision(decision, actor=find_actor(comment.author_id), now=LATER)

    def test_keeps_a_newer_report_of_the_same_person(self, db, comment, moderator, trusted):
        person = trusted()
        report(comment, person)
        decision = decide(comment, moderator, Verdict.NOTHING_WRONG)
        report(comment, person)

        operations.undo_decision(decision, actor=moderator, now=LATER)

        still_open = select(Report).where(Report.decision_id.is_(None))
        assert len(db.session.scalars(still_open).all()) == 1


class TestForgetSenders:
    def test_forgets_where_a_report_came_from_after_two_days(self, db):
        old = ReportFactory(sender_sha256="a" * 64, created_at=NOON - timedelta(days=3))
        new = ReportFactory(sender_sha256="b" * 64)

        operations.forget_senders(now=NOON)
        db.session.expire_all()

        assert (old.sender_sha256, new.sender_sha256) == (None, "b" * 64)

    def test_forgets_an_address_once_nobody_can_appeal(self, db):
        decision = DecisionFactory(decided_at=NOON - timedelta(days=300))
        old = ReportFactory(decision_id=decision.id, reporter_email="chi@esempio.it")
        waiting = ReportFactory(reporter_email="altri@esempio.it")

        operations.forget_senders(now=NOON)
        db.session.expire_all()

        assert (old.reporter_email, waiting.reporter_email) == (None, "altri@esempio.it")
