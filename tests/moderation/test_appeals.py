from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import VISITOR, NotAllowed, Role
from auriga_web.duties.queries import find_duty
from auriga_web.moderation import operations, rules
from auriga_web.moderation.models import Outcome, Verdict
from tests.factories import (
    AppealFactory,
    DecisionFactory,
    PersonFactory,
    PersonRoleFactory,
    ThreadFactory,
)
from tests.moderation.acts import LATER, decide, mails, report


class TestAppeal:
    def author_of(self, comment):
        return find_actor(comment.author_id)

    def appeal(self, decision, actor, **more):
        details = {"text": "Non era un insulto.", "now": LATER, **more}
        return operations.appeal(decision, actor=actor, **details)

    def test_waits_for_the_guarantor(self, comment, moderator):
        written = self.appeal(decide(comment, moderator), self.author_of(comment))

        assert written.first_decider_id == moderator.person_id
        assert find_duty("moderation.appeal", ("appeal", written.id)).role == "guarantor"

    def test_waits_for_a_moderator_when_the_guarantor_decided(self, comment, guarantor):
        report(comment, about_consortium=True)

        written = self.appeal(decide(comment, guarantor), self.author_of(comment))

        assert find_duty("moderation.appeal", ("appeal", written.id)).role == "moderator"

    def test_is_made_once(self, comment, moderator):
        decision = decide(comment, moderator)
        self.appeal(decision, self.author_of(comment))

        with pytest.raises(rules.CannotAppeal):
            self.appeal(decision, self.author_of(comment))

    def test_ends_after_six_months(self, comment, moderator):
        with pytest.raises(rules.CannotAppeal):
            self.appeal(
                decide(comment, moderator),
                self.author_of(comment),
                now=LATER + timedelta(days=185),
            )

    def test_is_for_the_author_of_what_was_hidden(self, comment, moderator):
        with pytest.raises(NotAllowed):
            self.appeal(decide(comment, moderator), find_actor(PersonFactory().id))

    def test_is_for_who_reported_what_stays(self, comment, moderator):
        mine = report(comment)
        decision = decide(comment, moderator, Verdict.NOTHING_WRONG)

        with pytest.raises(NotAllowed):
            self.appeal(decision, self.author_of(comment))
        assert self.appeal(decision, VISITOR, report=mine).appellant_key == mine.receipt


class TestDecideAppeal:
    @pytest.fixture
    def appealed(self, comment, moderator):
        decision = decide(comment, moderator)
        made = operations.appeal(
            decision, actor=find_actor(comment.author_id), text="No.", now=LATER
        )
        made.decision = decision
        return made

    def test_gives_back_what_was_hidden_when_it_is_reversed(self, db, comment, appealed, guarantor):
        operations.decide_appeal(
            appealed, outcome=Outcome.REVERSED, reasons="Era critica.", actor=guarantor, now=LATER
        )

        assert comment.hidden_at is None
        assert appealed.decision.undone_at == LATER
        assert mails(db)[-1].kind == "moderation.appeal"

    def test_leaves_it_hidden_when_it_is_confirmed(self, comment, appealed, guarantor):
        operations.decide_appeal(
            appealed, outcome=Outcome.CONFIRMED, reasons="È così.", actor=guarantor, now=LATER
        )

        assert comment.hidden_at is not None
        assert find_duty("moderation.appeal", ("appeal", appealed.id)).done_at == LATER

    def test_hides_after_all_what_had_stayed(self, comment, moderator, guarantor):
        mine = report(comment)
        decision = decide(comment, moderator, Verdict.NOTHING_WRONG)
        made = operations.appeal(decision, actor=VISITOR, text="No.", report=mine, now=LATER)
        made.decision = decision

        operations.decide_appeal(
            made,
            outcome=Outcome.REVERSED,
            reasons="Insulta.",
            rule="Rispetto",
            actor=guarantor,
            now=LATER,
        )

        assert comment.hidden_at is not None

    def test_refuses_who_decided_first(self, appealed, moderator):
        with pytest.raises(NotAllowed):
            operations.decide_appeal(
                appealed, outcome=Outcome.CONFIRMED, reasons="No.", actor=moderator, now=LATER
            )

    def test_refuses_who_appeals(self, comment, guarantor):
        decision = decide(comment, guarantor)
        PersonRoleFactory(person_id=comment.author_id, role=Role.MODERATOR)
        author = find_actor(comment.author_id)
        made = operations.appeal(decision, actor=author, text="No.", now=LATER)
        made.decision = decision

        with pytest.raises(NotAllowed):
            operations.decide_appeal(
                made, outcome=Outcome.REVERSED, reasons="Sì.", actor=author, now=LATER
            )

    def test_is_decided_once(self, appealed, guarantor):
        details = {"outcome": Outcome.CONFIRMED, "reasons": "No.", "actor": guarantor, "now": LATER}
        operations.decide_appeal(appealed, **details)

        with pytest.raises(rules.CannotDecide):
            operations.decide_appeal(appealed, **details)


class TestTheDatabase:
    def test_refuses_an_appeal_decided_by_the_same_person(self, db):
        decision = DecisionFactory()

        with pytest.raises(IntegrityError):
            AppealFactory(
                decision=decision,
                outcome=Outcome.CONFIRMED,
                decided_by_id=decision.decided_by_id,
                decided_at=LATER,
            )

    def test_refuses_an_appeal_that_misnames_who_decided_first(self, db):
        with pytest.raises(IntegrityError):
            AppealFactory(first_decider_id=PersonFactory().id)

    def test_refuses_a_restriction_without_reasons(self, db):
        with pytest.raises(IntegrityError):
            DecisionFactory(facts="")

    def test_refuses_a_thread_to_count_below_nothing(self, db):
        with pytest.raises(IntegrityError):
            ThreadFactory(comment_count=-1)
