"""Every write on initiatives: its effect, what is announced, and its refusals."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from auriga_web.audit import queries as audit
from auriga_web.chain import queries as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.access import VISITOR, Actor, Level, NotAllowed
from auriga_web.core.search import search
from auriga_web.duties import queries as duties
from auriga_web.initiatives import operations, queries, rules
from auriga_web.initiatives.events import (
    InitiativeConcluded,
    InitiativeDecided,
    InitiativeFrozen,
    InitiativeMoved,
    InitiativeProposed,
    InitiativePutToVote,
    InitiativeRewritten,
    MilestoneDone,
)
from auriga_web.initiatives.models import Initiative, InitiativeState, InitiativeVersion
from auriga_web.needs.models import Answer, NeedState
from tests.factories import (
    NOON,
    ComuneFactory,
    CostLineFactory,
    InitiativeFactory,
    MilestoneFactory,
    NeedFactory,
    OrganisationFactory,
    PartnerFactory,
    ServiceAreaFactory,
)

LATER = NOON + timedelta(days=1)
TEXT = operations.TextDraft(
    title="Un passaggio per le visite",
    summary="Volontari accompagnano alle visite chi non guida.",
    body="Tre volontari e un'auto, il martedì e il giovedì, con prenotazione al telefono.",
    note="Prima stesura",
)
OUTCOME = "In otto mesi 212 viaggi per 41 persone, tutti i martedì e i giovedì."


@pytest.fixture
def heard(monkeypatch):
    """What was announced, in its order."""
    facts = []
    for module in ("moving", "writing", "steering", "voting", "designing", "needs", "sight"):
        monkeypatch.setattr(
            f"auriga_web.initiatives.operations.{module}.announce", facts.append, raising=False
        )
    return facts


def _propose(actor, needs, **changes):
    facts = {
        "text": TEXT,
        "need_ids": [need.id for need in needs],
        "territory_id": ComuneFactory().id,
        "area_id": ServiceAreaFactory().id,
        "actor": actor,
        "now": NOON,
    }
    return operations.propose(**(facts | changes))


class TestPropose:
    def test_ties_the_initiative_to_its_needs_both_ways(self, citizen):
        first, second = NeedFactory(published=True), NeedFactory(published=True)

        initiative = _propose(citizen, [first, second])

        assert initiative.state is InitiativeState.IDEA
        assert initiative.need_count == 2
        assert chain.list_origins("initiative", initiative.id, origin_kind="need") == [
            str(first.id),
            str(second.id),
        ]
        assert chain.list_results("need", second.id, result_kind="initiative") == [
            str(initiative.id)
        ]

    def test_tells_both_threads(self, citizen):
        need = NeedFactory(published=True)

        initiative = _propose(citizen, [need])

        assert need.stop is StopKind.INITIATIVE
        on_need = chain.list_stops("need", need.id)[-1]
        assert (on_need.stop, on_need.cause_id) == (StopKind.INITIATIVE, str(initiative.id))
        on_initiative = chain.list_stops("initiative", initiative.id)
        assert [stop.stop for stop in on_initiative] == [StopKind.NEED, StopKind.INITIATIVE]

    def test_keeps_the_first_text_and_makes_it_findable(self, citizen):
        initiative = _propose(citizen, [NeedFactory(published=True)])

        version = queries.get_version(initiative.id, 1)
        assert version.body == TEXT.body
        assert "<p>" in version.body_html
        hits = search("volontari accompagnano", kinds=["initiative"])
        assert [hit.subject_id for hit in hits] == [str(initiative.id)]

    def test_is_recorded_announced_and_owed_a_reading(self, citizen, heard):
        need = NeedFactory(published=True)

        initiative = _propose(citizen, [need])

        assert heard == [
            InitiativeProposed(
                initiative_id=initiative.id,
                need_ids=(need.id,),
                person_id=citizen.person_id,
                body_id=None,
                at=NOON,
            )
        ]
        actions = [e.action for e in audit.list_entries_about("initiative", initiative.id)]
        assert actions == ["initiative.proposed"]
        duty = duties.find_duty("initiative.reading", ("initiative", initiative.id))
        assert duty is not None
        assert duty.done_at is None

    def test_is_not_owed_a_reading_by_the_facilitator_who_proposes_it(self, facilitator):
        initiative = _propose(facilitator, [NeedFactory(published=True)])

        assert duties.find_duty("initiative.reading", ("initiative", initiative.id)) is None

    def test_may_be_done_by_who_speaks_for_a_body(self, speaking_for):
        body = OrganisationFactory()

        initiative = _propose(speaking_for(body), [NeedFactory(published=True)])

        assert initiative.promoter_id == body.id

    def test_refuses_who_is_only_registered_and_visitors(self, citizen):
        registered = Actor(person_id=citizen.person_id, level=Level.REGISTERED)

        for actor in (VISITOR, registered):
            with pytest.raises(NotAllowed):
                _propose(actor, [NeedFactory(published=True)])

    @pytest.mark.parametrize(
        "trait", [{}, {"submitted": True}, {"withdrawn": True}, {"published": True, "hidden": True}]
    )
    def test_refuses_needs_that_nobody_can_read(self, citizen, trait):
        with pytest.raises(rules.CannotPropose):
            _propose(citizen, [NeedFactory(**trait)])

    def test_does_not_take_an_answered_need_back_along_its_thread(self, citizen):
        need = NeedFactory(answered=True)

        _propose(citizen, [need])

        assert need.stop is StopKind.OUTCOME


class TestWriteVersion:
    def _write(self, initiative, actor, *, known=1, **changes):
        text = {"title": TEXT.title, "summary": TEXT.summary, "body": TEXT.body} | changes
        return operations.write_version(
            initiative,
            text=operations.TextDraft(**text),
            known_version=known,
            actor=actor,
            now=LATER,
        )

    def test_adds_a_text_and_keeps_the_one_before(self, facilitator, heard):
        initiative = InitiativeFactory(co_design=True)
        before = queries.get_version(initiative.id, 1).body

        version = self._write(initiative, facilitator, title="Un altro titolo")

        assert version.number == initiative.version_no == 2
        assert initiative.title == "Un altro titolo"
        assert queries.get_version(initiative.id, 1).body == before
        assert isinstance(heard[0], InitiativeRewritten)

    def test_tells_the_second_of_two_what_the_first_wrote(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        self._write(initiative, facilitator, body="x" * 60)

        with pytest.raises(rules.ChangedMeanwhile) as refusal:
            self._write(initiative, facilitator, body="y" * 60)

        assert refusal.value.present.body == "x" * 60
        assert initiative.version_no == 2

    @pytest.mark.parametrize("state", ["frozen", "in_vote", "approved", "to_revise", "concluded"])
    def test_is_refused_once_the_text_is_frozen(self, facilitator, state):
        initiative = InitiativeFactory(**{state: True})

        with pytest.raises(rules.CannotMove):
            self._write(initiative, facilitator)

    def test_is_refused_when_it_was_frozen_after_the_page_was_read(self, facilitator, db):
        initiative = InitiativeFactory(co_design=True)
        db.session.execute(
            update(Initiative)
            .values(state="frozen", frozen_version_no=1)
            .execution_options(synchronize_session=False)
        )

        with pytest.raises(rules.CannotMove):
            self._write(initiative, facilitator)

    def test_is_open_to_partners_while_it_is_written_together(self, speaking_for):
        body = OrganisationFactory()
        initiative = InitiativeFactory(co_design=True)
        PartnerFactory(initiative_id=initiative.id, organisation_id=body.id)

        version = self._write(initiative, speaking_for(body))

        assert version.body_id == body.id

    def test_is_closed_to_strangers(self, citizen):
        with pytest.raises(NotAllowed):
            self._write(InitiativeFactory(co_design=True), citizen)


class TestFreeze:
    def test_hashes_text_and_costs(self, facilitator, heard):
        initiative = InitiativeFactory(co_design=True)
        partner = PartnerFactory(initiative_id=initiative.id)
        CostLineFactory(initiative_id=initiative.id, brought_cents=25_000, partner_id=partner.id)

        version = operations.freeze(initiative, actor=facilitator, now=LATER)

        assert initiative.state is InitiativeState.FROZEN
        assert initiative.frozen_version_no == 1
        assert version.frozen_sha256 == hashlib.sha256(version.frozen_text.encode()).hexdigest()
        assert "restano da coprire 750,00 euro" in version.frozen_text
        assert version.frozen_cost_cents == 75_000
        assert [type(fact) for fact in heard] == [InitiativeMoved, InitiativeFrozen]

    @pytest.mark.parametrize(
        "change",
        [
            update(InitiativeVersion).values(body="Altro testo"),
            update(InitiativeVersion).values(frozen_sha256="0" * 64),
            update(InitiativeVersion).values(frozen_sha256=None, frozen_text=None, frozen_at=None),
            delete(InitiativeVersion),
        ],
        ids=["text", "hash", "thaw", "delete"],
    )
    def test_makes_the_text_immutable_in_the_database(self, db, facilitator, change):
        initiative = InitiativeFactory(co_design=True)
        operations.freeze(initiative, actor=facilitator, now=LATER)
        change = change.where(InitiativeVersion.initiative_id == initiative.id)

        refused = pytest.raises(DBAPIError, match="a frozen text does not change")
        with refused, db.session.begin_nested():
            db.session.execute(change.execution_options(synchronize_session=False))

    def test_leaves_unfrozen_texts_alone(self, db):
        InitiativeFactory()

        db.session.execute(update(InitiativeVersion).values(note="Refuso"))

        assert db.session.scalars(select(InitiativeVersion.note)).all() == ["Refuso"]

    def test_closes_costs_partners_and_needs(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        operations.freeze(initiative, actor=facilitator, now=LATER)

        with pytest.raises(rules.CannotMove):
            operations.add_cost(
                initiative,
                label="Altro",
                asked_cents=1,
                brought_cents=0,
                partner_id=None,
                actor=facilitator,
                now=LATER,
            )
        with pytest.raises(rules.CannotMove):
            operations.set_runner(initiative, organisation_id=None, actor=facilitator, now=LATER)
        with pytest.raises(rules.CannotMove):
            operations.add_need(initiative, 1, actor=facilitator, now=LATER)

    def test_is_for_facilitators(self, citizen):
        with pytest.raises(NotAllowed):
            operations.freeze(InitiativeFactory(co_design=True), actor=citizen, now=LATER)

    def test_a_second_time_gives_the_same_words_a_new_number(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        first = operations.freeze(initiative, actor=facilitator, now=LATER)
        operations.unfreeze(
            initiative, reason="Mancava il costo del carburante.", actor=facilitator, now=LATER
        )
        CostLineFactory(initiative_id=initiative.id)

        second = operations.freeze(initiative, actor=facilitator, now=LATER)

        assert (first.number, second.number) == (1, 2)
        assert first.frozen_sha256 != second.frozen_sha256
        assert initiative.frozen_version_no == initiative.version_no == 2


class TestVote:
    @pytest.fixture
    def initiative(self):
        return InitiativeFactory(frozen=True, needs=[NeedFactory(published=True)])

    def test_begins_and_links_to_the_poll(self, initiative, heard):
        operations.start_vote(initiative.id, poll_id=9, now=LATER, until=LATER + timedelta(days=7))

        assert initiative.state is InitiativeState.IN_VOTE
        assert initiative.poll_id == 9
        assert initiative.until == LATER + timedelta(days=7)
        assert chain.list_results("initiative", initiative.id, result_kind="poll") == ["9"]
        assert heard[-1] == InitiativePutToVote(initiative_id=initiative.id, poll_id=9, at=LATER)

    def test_needs_a_frozen_text(self):
        with pytest.raises(rules.CannotMove, match=r"\w"):
            operations.start_vote(InitiativeFactory(co_design=True), poll_id=9, now=LATER)

    @pytest.mark.parametrize(
        ("approved", "state"),
        [
            (True, InitiativeState.APPROVED),
            (False, InitiativeState.REJECTED),
            (None, InitiativeState.TO_REVISE),
        ],
    )
    def test_decides(self, initiative, heard, approved, state):
        operations.start_vote(initiative, poll_id=9, now=LATER)

        operations.record_vote_result(initiative.id, poll_id=9, approved=approved, now=LATER)

        assert initiative.state is state
        assert initiative.until is None
        assert heard[-1] == InitiativeDecided(
            initiative_id=initiative.id, poll_id=9, approved=approved, at=LATER
        )

    def test_that_says_no_ends_the_thread_with_a_reason(self, initiative):
        operations.start_vote(initiative, poll_id=9, now=LATER)
        operations.record_vote_result(initiative, poll_id=9, approved=False, now=LATER)

        assert initiative.state_reason
        last = chain.list_stops("initiative", initiative.id)[-1]
        assert last.stop is StopKind.NOT_PURSUED

    def test_that_says_no_does_not_end_the_thread_of_the_need(self, initiative):
        operations.start_vote(initiative, poll_id=9, now=LATER)
        operations.record_vote_result(initiative, poll_id=9, approved=False, now=LATER)

        need_id = queries.list_need_ids(initiative.id)[0]
        assert chain.list_stops("need", need_id)[-1].stop is StopKind.INITIATIVE

    def test_cannot_decide_twice(self, initiative):
        operations.start_vote(initiative, poll_id=9, now=LATER)
        operations.record_vote_result(initiative, poll_id=9, approved=True, now=LATER)

        with pytest.raises(rules.CannotMove):
            operations.record_vote_result(initiative, poll_id=9, approved=False, now=LATER)

    def test_that_is_void_gives_the_frozen_text_back(self, initiative):
        operations.start_vote(initiative, poll_id=9, now=LATER)
        operations.cancel_vote(initiative, poll_id=9, now=LATER, reason="Elenco sbagliato.")

        assert initiative.state is InitiativeState.FROZEN
        assert initiative.poll_id is None
        assert initiative.frozen_version_no == 1


class TestNotPursue:
    REASON = "La cooperativa non ha più il mezzo."

    @pytest.mark.parametrize("state", ["exploration", "co_design", "frozen", "approved"])
    def test_says_why_in_public(self, facilitator, state):
        initiative = InitiativeFactory(**{state: True})

        operations.not_pursue(initiative, reason=self.REASON, actor=facilitator, now=LATER)

        assert initiative.state is InitiativeState.REJECTED
        assert initiative.state_reason == self.REASON

    @pytest.mark.parametrize("state", ["in_vote", "in_progress", "concluded", "rejected"])
    def test_is_refused_where_it_is_too_late(self, facilitator, state):
        with pytest.raises(rules.CannotMove):
            operations.not_pursue(
                InitiativeFactory(**{state: True}),
                reason=self.REASON,
                actor=facilitator,
                now=LATER,
            )

    def test_is_refused_without_a_reason(self, facilitator):
        with pytest.raises(rules.CannotMove):
            operations.not_pursue(InitiativeFactory(), reason="no", actor=facilitator, now=LATER)


class TestWork:
    def test_starts_once_approved(self, facilitator):
        initiative = InitiativeFactory(approved=True)

        operations.start_work(initiative, actor=facilitator, now=LATER)

        assert initiative.state is InitiativeState.IN_PROGRESS
        assert initiative.present_stop is StopKind.WORK

    def test_reaches_a_milestone_once(self, facilitator, heard):
        initiative = InitiativeFactory(in_progress=True)
        milestone = MilestoneFactory(initiative_id=initiative.id)

        for note in ("Fatto.", "Fatto di nuovo."):
            operations.reach_milestone(
                initiative, milestone, note=note, actor=facilitator, now=LATER
            )

        assert (milestone.done_at, milestone.note) == (LATER, "Fatto.")
        assert [type(fact) for fact in heard] == [MilestoneDone]

    def test_lets_who_runs_it_report_a_milestone(self, speaking_for):
        runner = OrganisationFactory(cooperative_a=True)
        initiative = InitiativeFactory(in_progress=True, runner_id=runner.id)
        milestone = MilestoneFactory(initiative_id=initiative.id)

        operations.reach_milestone(
            initiative, milestone, note="", actor=speaking_for(runner), now=LATER
        )

        assert milestone.done_at == LATER

    def test_has_no_milestones_reached_before_it_starts(self, facilitator):
        initiative = InitiativeFactory(approved=True)
        milestone = MilestoneFactory(initiative_id=initiative.id)

        with pytest.raises(rules.CannotMove):
            operations.reach_milestone(initiative, milestone, note="", actor=facilitator, now=LATER)


class TestConclude:
    def test_answers_the_needs_with_the_outcome(self, db, facilitator, heard):
        need = NeedFactory(taken_up=True)
        done = NeedFactory(answered=True)
        initiative = InitiativeFactory(in_progress=True, needs=[need, done])

        operations.conclude(initiative, outcome=OUTCOME, actor=facilitator, now=LATER)

        assert initiative.state is InitiativeState.CONCLUDED
        assert need.state is NeedState.ANSWERED
        answers = db.session.scalars(select(Answer)).all()
        assert [(a.need_id, a.body) for a in answers] == [(need.id, OUTCOME)]
        for each in (need, done):
            last = chain.list_stops("need", each.id)[-1]
            assert (last.stop, last.cause_id) == (StopKind.OUTCOME, str(initiative.id))
        assert isinstance(heard[-1], InitiativeConcluded)

    def test_does_not_touch_needs_that_were_taken_back(self, facilitator):
        need = NeedFactory(withdrawn=True)
        initiative = InitiativeFactory(in_progress=True, needs=[need])

        operations.conclude(initiative, outcome=OUTCOME, actor=facilitator, now=LATER)

        assert need.state is NeedState.WITHDRAWN

    def test_says_what_came_of_it(self, facilitator):
        with pytest.raises(rules.CannotMove):
            operations.conclude(
                InitiativeFactory(in_progress=True), outcome="ok", actor=facilitator, now=LATER
            )

    def test_is_followed_by_an_evaluation(self, facilitator):
        initiative = InitiativeFactory(in_progress=True)
        operations.conclude(initiative, outcome=OUTCOME, actor=facilitator, now=LATER)
        subject = ("initiative", initiative.id)
        assert duties.find_duty("initiative.evaluation", subject).done_at is None

        operations.evaluate(initiative, evaluation=OUTCOME, actor=facilitator, now=LATER)

        assert initiative.state is InitiativeState.EVALUATED
        assert duties.find_duty("initiative.evaluation", subject).done_at == LATER


class TestExplore:
    def test_takes_the_needs_up_and_settles_the_reading(self, facilitator, citizen):
        need = NeedFactory(published=True)
        initiative = _propose(citizen, [need])

        operations.explore(initiative, actor=facilitator, now=LATER)

        assert need.state is NeedState.TAKEN_UP
        duty = duties.find_duty("initiative.reading", ("initiative", initiative.id))
        assert duty.done_at == LATER

    def test_tells_the_second_of_two_facilitators(self, db, facilitator):
        initiative = InitiativeFactory()
        db.session.execute(
            update(Initiative)
            .values(state="exploration")
            .execution_options(synchronize_session=False)
        )

        with pytest.raises(rules.MovedMeanwhile):
            operations.explore(initiative, actor=facilitator, now=LATER)


class TestDesign:
    def test_adds_a_partner_once(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        body = OrganisationFactory()

        for role in ("Mette l'auto", "Mette l'auto e l'assicurazione"):
            operations.add_partner(
                initiative,
                organisation_id=body.id,
                role=role,
                contribution="",
                actor=facilitator,
                now=LATER,
            )

        assert [p.role for p in queries.load_parts(initiative.id).partners] == [
            "Mette l'auto e l'assicurazione"
        ]

    @pytest.mark.parametrize("trait", ["requested", "refused"])
    def test_refuses_bodies_that_are_not_verified(self, facilitator, trait):
        body = OrganisationFactory(**{trait: True})

        with pytest.raises(rules.CannotMove):
            operations.add_partner(
                InitiativeFactory(co_design=True),
                organisation_id=body.id,
                role="x",
                contribution="",
                actor=facilitator,
                now=LATER,
            )

    def test_keeps_a_partner_that_the_costs_count_on(self, facilitator):
        initiative = InitiativeFactory(co_design=True)
        partner = PartnerFactory(initiative_id=initiative.id)
        line = CostLineFactory(initiative_id=initiative.id, brought_cents=10, partner_id=partner.id)

        with pytest.raises(rules.CannotMove):
            operations.drop_partner(initiative, partner.id, actor=facilitator, now=LATER)
        operations.drop_cost(initiative, line.id, actor=facilitator, now=LATER)
        operations.drop_partner(initiative, partner.id, actor=facilitator, now=LATER)

        assert queries.load_parts(initiative.id).partners == []

    def test_answers_one_more_need_and_one_less(self, facilitator):
        kept, dropped = NeedFactory(published=True), NeedFactory(published=True)
        initiative = InitiativeFactory(co_design=True, needs=[kept])

        operations.add_need(initiative, dropped.id, actor=facilitator, now=LATER)
        assert initiative.need_count == 2
        operations.drop_need(initiative, dropped.id, actor=facilitator, now=LATER)

        assert queries.list_need_ids(initiative.id) == [kept.id]
        with pytest.raises(rules.CannotPropose):
            operations.drop_need(initiative, kept.id, actor=facilitator, now=LATER)

    def test_does_not_touch_what_hangs_on_another_initiative(self, facilitator):
        mine, other = InitiativeFactory(co_design=True), InitiativeFactory(co_design=True)
        line = CostLineFactory(initiative_id=other.id)
        partner = PartnerFactory(initiative_id=other.id)

        operations.drop_cost(mine, line.id, actor=facilitator, now=LATER)
        operations.drop_partner(mine, partner.id, actor=facilitator, now=LATER)

        assert len(queries.load_parts(other.id).costs) == 1
        assert len(queries.load_parts(other.id).partners) == 1


class TestSight:
    def test_of_what_is_hidden_is_gone_from_search_and_comes_back(self, citizen, moderator):
        initiative = _propose(citizen, [NeedFactory(published=True)])

        operations.hide(initiative, actor=moderator, now=LATER)
        assert search("volontari", kinds=["initiative"]) == []
        operations.show_again(initiative, actor=moderator, now=LATER)

        assert len(search("volontari", kinds=["initiative"])) == 1
        assert initiative.hidden_at is None

    def test_is_for_moderators(self, citizen):
        with pytest.raises(NotAllowed):
            operations.hide(InitiativeFactory(), actor=citizen, now=LATER)
