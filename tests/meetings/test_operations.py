"""Every write of meetings: effect, event, refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from auriga_web.chain import queries as chain
from auriga_web.core.access import NotAllowed
from auriga_web.core.job_queue import Job
from auriga_web.duties import queries as duties
from auriga_web.meetings import operations, queries, rules
from auriga_web.meetings.events import (
    CorrectionsAsked,
    MeetingCancelled,
    MeetingNear,
    MinutesPublished,
    SeatFreed,
)
from auriga_web.meetings.models import (
    Commitment,
    CommitmentState,
    Meeting,
    MeetingFormat,
    MinutesState,
    Seat,
    SeatState,
)
from auriga_web.processes.models import PhaseType
from auriga_web.processes.rules import NotOpen
from tests.factories import (
    NOON,
    AttendanceFactory,
    ComuneFactory,
    InitiativeFactory,
    MeetingFactory,
    MinutesFactory,
    NeedFactory,
    OrganisationFactory,
    ProcessFactory,
    SeatFactory,
)

DRAFT = operations.CallDraft(
    title="Chi non guida",
    purpose="Capire *chi* resta a casa.",
    format=MeetingFormat.IN_PERSON,
    place="Via del Mulino 3",
    starts_at=NOON + timedelta(days=10),
    ends_at=NOON + timedelta(days=10, hours=2),
    seats=20,
)


def call(actor, **changes):
    values = {
        "draft": DRAFT,
        "agenda": [rules.AgendaLine("Giro di parola", 30)],
        "caller_id": OrganisationFactory().id,
        "territory_id": ComuneFactory().id,
    }
    return operations.call_meeting(**values | changes, actor=actor, now=NOON)


class TestCall:
    def test_is_public_and_asks_for_a_reminder_three_days_ahead(self, facilitator, db):
        meeting = call(facilitator)

        job = db.session.query(Job).filter_by(name="meetings.remind").one()
        assert job.run_at == meeting.starts_at - timedelta(hours=72)
        assert [item.title for item in queries.list_agenda(meeting.id)] == ["Giro di parola"]
        assert "<em>chi</em>" in meeting.purpose_html

    def test_of_a_nearer_one_reminds_at_once(self, facilitator, db):
        near = replace(
            DRAFT, starts_at=NOON + timedelta(hours=5), ends_at=NOON + timedelta(hours=6)
        )

        call(facilitator, draft=near)

        assert db.session.query(Job).filter_by(name="meetings.remind").one().run_at == NOON

    def test_refuses_who_calls_none(self, somebody):
        with pytest.raises(NotAllowed):
            call(somebody())

    def test_asks_the_phase_of_its_process(self, facilitator):
        under_way = ProcessFactory(open=True, phases=[PhaseType.DESIGN])
        over = ProcessFactory(concluded=True)

        assert call(facilitator, process_id=under_way.id).process_id == under_way.id
        with pytest.raises(NotOpen):
            call(facilitator, process_id=over.id)


class TestCancel:
    def test_tells_those_who_signed_up_why(self, facilitator, heard):
        told, meeting = heard(MeetingCancelled), MeetingFactory()
        seats = SeatFactory.create_batch(2, meeting_id=meeting.id)

        operations.cancel(meeting, reason="La sala è chiusa.", actor=facilitator, now=NOON)

        assert meeting.is_cancelled
        assert told[0].person_ids == tuple(seat.person_id for seat in seats)

    def test_needs_a_reason_and_a_meeting_to_come(self, facilitator):
        with pytest.raises(rules.CannotCall):
            operations.cancel(MeetingFactory(), reason=" ", actor=facilitator, now=NOON)
        with pytest.raises(rules.CannotSignUp):
            operations.cancel(MeetingFactory(held=True), reason="R", actor=facilitator, now=NOON)


class TestRemind:
    def test_tells_who_signed_up(self, heard):
        told, meeting = heard(MeetingNear), MeetingFactory()
        seat = SeatFactory(meeting_id=meeting.id)

        operations.remind(meeting.id, now=NOON)

        assert [event.person_ids for event in told] == [(seat.person_id,)]

    @pytest.mark.parametrize("traits", [{"cancelled": True}, {"held": True}])
    def test_is_silent_about_what_will_not_be(self, heard, traits):
        told, meeting = heard(MeetingNear), MeetingFactory(**traits)
        SeatFactory(meeting_id=meeting.id)

        operations.remind(meeting.id, now=NOON)

        assert not told


class TestSeats:
    def test_are_given_in_order_and_then_there_is_a_line(self, somebody):
        meeting = MeetingFactory(seats=1)

        states = [
            operations.sign_up(meeting, access_needs="", actor=somebody(), now=NOON)
            for _number in range(3)
        ]

        assert states == [SeatState.SEATED, SeatState.WAITING, SeatState.WAITING]
        assert (meeting.seated_count, meeting.waiting_count) == (1, 2)

    def test_go_to_the_first_in_line_who_is_told(self, somebody, heard):
        told, meeting = heard(SeatFreed), MeetingFactory(seats=1)
        first, second, third = somebody(), somebody(), somebody()
        for actor in (first, second, third):
            operations.sign_up(meeting, access_needs="", actor=actor, now=NOON)

        operations.withdraw(meeting, actor=first, now=NOON)

        assert told[0].person_ids == (second.person_id,)
        assert queries.own(meeting.id, second.person_id).state is SeatState.SEATED
        assert queries.own(meeting.id, third.person_id)[:2] == (SeatState.WAITING, 0)

    def test_taken_twice_change_only_the_needs(self, somebody, db):
        meeting, actor = MeetingFactory(seats=5), somebody()

        operations.sign_up(meeting, access_needs="", actor=actor, now=NOON)
        operations.sign_up(meeting, access_needs="Una rampa", actor=actor, now=NOON)

        assert db.session.query(Seat).one().access_needs == "Una rampa"
        assert meeting.seated_count == 1

    def test_are_not_given_outside_the_days_of_the_process(self, somebody):
        process = ProcessFactory(open=True, first=date(2027, 3, 20))
        meeting = MeetingFactory(process_id=process.id)

        with pytest.raises(NotOpen):
            operations.sign_up(meeting, access_needs="", actor=somebody(), now=NOON)

    def test_given_back_by_who_has_none_change_nothing(self, somebody):
        meeting = MeetingFactory(seats=2)

        operations.withdraw(meeting, actor=somebody(), now=NOON)

        assert meeting.seated_count == 0

    def test_what_people_need_is_forgotten_a_week_later(self, db):
        old = SeatFactory(meeting_id=MeetingFactory(held=True).id, access_needs="Una rampa")
        coming = SeatFactory(meeting_id=MeetingFactory().id, access_needs="Una rampa")

        operations.forget_access_needs(now=NOON + timedelta(days=1))

        db.session.expire_all()
        assert (old.access_needs, coming.access_needs) == ("", "Una rampa")


class TestPresence:
    def test_is_taken_at_the_door(self, somebody):
        meeting, actor = MeetingFactory(now=True), somebody()

        operations.check_in(meeting, actor=actor, now=NOON)

        assert queries.was_there(meeting.id, actor.person_id)

    def test_is_refused_far_from_it(self, somebody):
        with pytest.raises(rules.CannotCheckIn):
            operations.check_in(MeetingFactory(), actor=somebody(), now=NOON)

    def test_on_paper_is_of_those_who_signed_up(self, facilitator, somebody):
        meeting, stranger = MeetingFactory(held=True), somebody()
        body = OrganisationFactory(name="Le Vele")
        seat = SeatFactory(meeting_id=meeting.id, body_id=body.id)

        operations.mark_present(
            meeting,
            person_ids=[seat.person_id, stranger.person_id],
            actor=facilitator,
            now=NOON,
        )

        assert queries.list_attending_ids(meeting.id) == (seat.person_id,)
        assert queries.list_attendances(meeting.id) == (1, [("Le Vele", 1)])

    def test_is_copied_by_staff_alone(self, somebody):
        with pytest.raises(NotAllowed):
            operations.mark_present(
                MeetingFactory(held=True), person_ids=[], actor=somebody(), now=NOON
            )


class TestMinutes:
    def test_go_from_draft_to_what_everybody_reads(self, facilitator, somebody, heard):
        asked, published = heard(CorrectionsAsked), heard(MinutesPublished)
        meeting, there = MeetingFactory(held=True), somebody()
        AttendanceFactory(meeting_id=meeting.id, person_id=there.person_id)
        need, initiative = NeedFactory(published=True), InitiativeFactory()
        acting = {"actor": facilitator, "now": NOON}

        minutes = operations.write_minutes(meeting, body="Detto.", known_version=0, **acting)
        operations.add_decision(
            minutes, text="Si prova.", need_id=need.id, initiative_id=None, **acting
        )
        operations.add_commitment(
            minutes,
            what="Il pulmino",
            who="Il Comune",
            due_on=date(2027, 5, 1),
            need_id=None,
            initiative_id=initiative.id,
            **acting,
        )
        operations.ask_for_corrections(minutes, **acting)
        correction = operations.correct(minutes, text="Alle nove.", actor=there, now=NOON)
        operations.answer_correction(minutes, correction, is_accepted=True, reply="", **acting)
        later = NOON + timedelta(days=7)
        operations.approve(minutes, actor=facilitator, now=later)
        operations.publish(minutes, actor=facilitator, now=later)

        assert minutes.state is MinutesState.PUBLISHED
        assert asked[0].person_ids == (there.person_id,)
        assert len(published) == 1 or published[-1].meeting_id == meeting.id
        for kind, thing in (("need", need), ("initiative", initiative)):
            assert chain.list_results(kind, thing.id, result_kind="meeting") == [str(meeting.id)]
        commitment = queries.list_commitments(minutes.id)[0]
        assert duties.find_duty("commitment", ("commitment", commitment.id)) is not None

    def test_tell_the_second_of_two_writers(self, facilitator):
        minutes = MinutesFactory()
        meeting = queries.get_meeting(minutes.meeting_id)

        with pytest.raises(rules.ChangedMeanwhile):
            operations.write_minutes(
                meeting, body="Io", known_version=0, actor=facilitator, now=NOON
            )

    def test_are_corrected_only_by_who_was_there(self, somebody):
        with pytest.raises(NotAllowed):
            operations.correct(
                MinutesFactory(in_correction=True), text="No", actor=somebody(), now=NOON
            )

    def test_no_longer_change_once_approved(self, facilitator):
        minutes = MinutesFactory(approved=True)
        acting = {"need_id": None, "initiative_id": None, "actor": facilitator, "now": NOON}

        with pytest.raises(rules.CannotWrite):
            operations.add_decision(minutes, text="Tardi", **acting)

    def test_name_only_what_is_there(self, facilitator):
        with pytest.raises(NoResultFound):
            operations.add_decision(
                MinutesFactory(),
                text="D",
                need_id=999_999,
                initiative_id=None,
                actor=facilitator,
                now=NOON,
            )


class TestCommitments:
    @pytest.fixture
    def commitment(self, db):
        minutes = MinutesFactory(published=True)
        made = Commitment(
            minutes_id=minutes.id, what="Il pulmino", who="Il Comune", due_on=date(2027, 5, 1)
        )
        db.session.add(made)
        db.session.commit()
        return made

    @pytest.mark.parametrize(
        ("is_kept", "state"), [(True, CommitmentState.KEPT), (False, CommitmentState.NOT_KEPT)]
    )
    def test_are_kept_or_not(self, commitment, facilitator, is_kept, state):
        found, minutes = queries.get_commitment(commitment.id)

        operations.settle_commitment(
            found, minutes, is_kept=is_kept, note="Guasto.", actor=facilitator, now=NOON
        )

        assert found.state is state
        assert found.settled_at == NOON

    def test_are_settled_by_staff_alone(self, commitment, somebody):
        found, minutes = queries.get_commitment(commitment.id)

        with pytest.raises(NotAllowed):
            operations.settle_commitment(
                found, minutes, is_kept=True, note="", actor=somebody(), now=NOON
            )


def test_a_full_meeting_refuses_one_more_in_the_database_itself(db):
    meeting = MeetingFactory(seats=2, seated_count=2)

    with pytest.raises(Exception, match="no_more_than_fit_in"):
        db.session.execute(
            Meeting.__table__.update().where(Meeting.id == meeting.id).values(seated_count=3)
        )


class TestTelling:
    @pytest.mark.parametrize("act", ["cancel", "remind"])
    def test_reaches_each_who_signed_up_once(self, facilitator, db, act):
        meeting = MeetingFactory(seats=5)
        seats = SeatFactory.create_batch(2, meeting_id=meeting.id)

        for _time in range(2):
            if act == "cancel" and not meeting.is_cancelled:
                operations.cancel(meeting, reason="La sala è chiusa.", actor=facilitator, now=NOON)
            else:
                operations.remind(meeting.id, now=NOON)
        news = [job.arguments["news"] for job in db.session.query(Job).all()]

        assert [one["person_ids"] for one in news] == [[seat.person_id for seat in seats]]
        assert news[0]["subject"] == ["meeting", str(meeting.id)]
        assert news[0]["kind"] == {"cancel": "meeting_cancelled", "remind": "meeting_near"}[act]
