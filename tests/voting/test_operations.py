"""A vote from its draft to its board: who may, when, and what must always hold."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import DatabaseError, NoResultFound

from auriga_web.chain import queries as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.access import NotAllowed
from auriga_web.core.mail import OutboxMail
from auriga_web.initiatives.models import InitiativeState
from auriga_web.voting.events import PollClosed
from auriga_web.voting.models import (
    BallotBoard,
    BallotBox,
    BoardMode,
    Poll,
    PollApproval,
    PollEvent,
    PollOption,
    PollRoll,
    PollState,
    PollTally,
    TwoPersonAct,
)
from auriga_web.voting.operations import (
    casting,
    closing,
    deciding,
    drafting,
    publication,
    stopping,
    telling,
)
from auriga_web.voting.queries import ballots, keys, polls, published
from auriga_web.voting.rules.checklist import NotReady
from auriga_web.voting.rules.config import from_json
from auriga_web.voting.rules.outages import NotAnOutage
from auriga_web.voting.rules.states import CannotMove
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON
from tests.factories.initiatives import InitiativeFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import (
    CLOSES,
    DURING,
    OPENS,
    acting,
    administrator,
    approve,
    cast,
    code_of,
    draft_poll,
    facilitator,
    frozen_poll,
    open_poll,
    voter,
    voters,
)


@pytest.fixture
def comune():
    return ComuneFactory(name="Foligno")


@pytest.fixture
def people(comune):
    return voters(comune, 12)


@pytest.fixture
def poll(comune, people):
    return open_poll(comune)


def count(db, model, poll, **where):
    conditions = [getattr(model, name) == value for name, value in where.items()]
    return db.session.scalar(
        select(func.count()).select_from(model).where(model.poll_id == poll.id, *conditions)
    )


def closed(db, poll, now=CLOSES):
    assert closing.close_poll(poll.id, now=now)
    db.session.commit()
    return poll


class TestFreezePoll:
    def test_fixes_and_hashes_the_configuration(self, comune, people):
        poll = frozen_poll(comune)

        assert poll.state is PollState.FROZEN
        assert from_json(poll.config_json).question(1).option_nos == (1, 2, 3)
        assert len(poll.config_sha256) == 64

    def test_makes_a_key_that_only_the_application_reads(self, app, comune, people):
        poll = frozen_poll(comune)

        for kind in ("key", "roll"):
            path = app.config["BALLOT_KEY_DIR"] / f"{poll.key_name}.{kind}"
            assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_refuses_what_the_checklist_stops(self, comune):
        poll = draft_poll(comune, options=[drafting.OptionDraft(title="Sola")])

        with pytest.raises(NotReady) as refusal:
            drafting.freeze_poll(poll.id, actor=facilitator(), now=NOON)

        assert len(refusal.value.findings) == 2

    def test_is_for_those_who_prepare_votes(self, comune, people):
        poll = draft_poll(comune)

        with pytest.raises(NotAllowed):
            drafting.freeze_poll(poll.id, actor=acting(people[0]), now=NOON)

    def test_is_done_once(self, comune, people):
        poll = frozen_poll(comune)

        with pytest.raises(CannotMove):
            drafting.freeze_poll(poll.id, actor=facilitator(), now=NOON)

    def test_refuses_a_folder_others_may_read(self, app, comune, people):
        poll = draft_poll(comune)
        folder = app.config["BALLOT_KEY_DIR"]
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        try:
            with pytest.raises(keys.KeyMissing):
                drafting.freeze_poll(poll.id, actor=facilitator(), now=NOON)
        finally:
            folder.chmod(0o700)


class TestFrozenPoll:
    """What the database itself refuses, whoever asks."""

    @pytest.mark.parametrize(
        "statement",
        [
            update(Poll).values(effect="Un altro."),
            update(Poll).values(config_json="{}"),
            update(Poll).values(state="draft"),
            update(PollOption).values(title="Un altro"),
            delete(PollOption),
            delete(Poll),
        ],
        ids=["effect", "configuration", "state", "option", "options", "poll"],
    )
    def test_does_not_change(self, db, comune, people, statement):
        frozen_poll(comune)

        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(statement.execution_options(synchronize_session=False))

    @pytest.mark.parametrize(
        "statement",
        [
            delete(PollRoll),
            update(PollRoll).values(channel="web"),
            update(Poll).values(roll_size=3),
            update(PollEvent).values(kind="nothing"),
            delete(PollEvent),
        ],
        ids=["roll", "channel", "size", "event", "events"],
    )
    def test_keeps_its_roll_and_its_events(self, db, poll, statement):
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(statement.execution_options(synchronize_session=False))

    def test_takes_nobody_more_on_its_roll(self, db, comune, poll):
        late = voter(comune)

        joined = insert(PollRoll).values(
            poll_id=poll.id,
            voter_id=late.id,
            territory_id=comune.id,
            channel="desk",
            on_paper=False,
        )
        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(joined)

    def test_refuses_to_be_written_anew(self, comune, people, poll):
        draft = drafting.PollDraft(
            title="B",
            effect="",
            territory_id=comune.id,
            opens_at=OPENS,
            closes_at=CLOSES,
            questions=[],
        )

        with pytest.raises(drafting.NotADraft):
            drafting.edit_poll(poll.id, draft, version=2, actor=facilitator(), now=NOON)


class TestOpening:
    def test_takes_a_facilitator_and_an_administrator(self, comune, people):
        poll = frozen_poll(comune)
        first = facilitator()

        assert not deciding.approve(
            poll.id, TwoPersonAct.OPENING, {}, actor=first, now=NOON
        ).is_done
        with pytest.raises(deciding.AlreadyApproved):
            deciding.approve(poll.id, TwoPersonAct.OPENING, {}, actor=first, now=NOON)
        assert not deciding.approve(
            poll.id, TwoPersonAct.OPENING, {}, actor=facilitator(), now=NOON
        ).is_done
        assert deciding.approve(
            poll.id, TwoPersonAct.OPENING, {}, actor=administrator(), now=NOON
        ).is_done
        assert poll.state is PollState.OPEN

    def test_draws_the_roll_of_those_verified_who_live_there(self, db, comune, people):
        elsewhere = voter(ComuneFactory())
        unverified = PersonFactory()

        poll = open_poll(comune)

        on_roll = set(db.session.scalars(select(PollRoll.voter_id)))
        assert on_roll == {person.id for person in people}
        assert poll.roll_size == 12
        assert {elsewhere.id, unverified.id}.isdisjoint(on_roll)

    def test_commits_to_the_roll_in_a_way_the_guarantor_can_check(self, db, poll, people):
        from auriga_web.voting.rules.board import roll_commitment

        again = roll_commitment(keys.roll_key(poll.key_name), [p.id for p in people])

        assert again == poll.roll_commit

    def test_is_refused_without_the_key(self, app, db, comune, people):
        poll = frozen_poll(comune)
        (app.config["BALLOT_KEY_DIR"] / f"{poll.key_name}.key").unlink()

        with pytest.raises(keys.KeyMissing):
            approve(poll, TwoPersonAct.OPENING)
        db.session.rollback()

        assert count(db, PollRoll, poll) == 0

    def test_is_only_for_those_who_decide_about_votes(self, comune, people):
        poll = frozen_poll(comune)

        with pytest.raises(NotAllowed):
            deciding.approve(poll.id, TwoPersonAct.OPENING, {}, actor=acting(people[0]), now=NOON)


class TestCastBallot:
    def test_keeps_one_row_for_each_voter(self, db, poll, people):
        held = cast(poll, people[0], 1, 3)
        again = cast(poll, people[0], 2, seen=held.etag)

        assert count(db, BallotBox, poll) == 1
        assert again.answers == {1: (2,)}
        assert again.etag != held.etag

    def test_is_for_those_on_the_roll(self, db, comune, poll):
        for stranger in (voter(comune), PersonFactory(verified=True), PersonFactory()):
            with pytest.raises(casting.NotOnTheRoll):
                cast(poll, stranger, 1)

        assert count(db, BallotBox, poll) == 0

    @pytest.mark.parametrize("seen", [None, "", "00" * 16, "not an etag"])
    def test_refuses_to_change_what_the_voter_has_not_seen(self, poll, people, seen):
        cast(poll, people[0], 1)

        with pytest.raises(casting.ChangedMeanwhile):
            cast(poll, people[0], 2, seen=seen)

    @pytest.mark.parametrize(
        ("at", "taken"),
        [
            (OPENS - timedelta(microseconds=1), False),
            (OPENS, True),
            (CLOSES - timedelta(microseconds=1), True),
            (CLOSES, False),
        ],
    )
    def test_is_taken_from_the_opening_to_before_the_close(self, db, poll, people, at, taken):
        if taken:
            cast(poll, people[0], 1, at=at)
        else:
            with pytest.raises(casting.NotOpenNow):
                cast(poll, people[0], 1, at=at)

        assert count(db, BallotBox, poll) == int(taken)

    def test_is_not_taken_while_suspended(self, db, poll, people):
        stopping.suspend_poll(poll.id, reason="Guasto.", actor=facilitator(), now=DURING)

        with pytest.raises(casting.NotOpenNow):
            cast(poll, people[0], 1)

    def test_leaves_no_row_without_the_key(self, app, db, poll, people):
        (app.config["BALLOT_KEY_DIR"] / f"{poll.key_name}.key").unlink()

        with pytest.raises(keys.KeyMissing):
            cast(poll, people[0], 1)

        assert count(db, BallotBox, poll) == 0

    def test_is_not_for_who_voted_on_paper(self, db, poll, people):
        db.session.execute(
            update(PollRoll).where(PollRoll.voter_id == people[0].id).values(on_paper=True)
        )

        with pytest.raises(casting.VotedOnPaper):
            cast(poll, people[0], 1)

    def test_is_shown_to_its_voter_alone(self, poll, people):
        cast(poll, people[0], 1, 3)
        configuration = from_json(poll.config_json)

        mine = ballots.find_own_ballot(poll, configuration, reader=acting(people[0]))
        other = ballots.find_own_ballot(poll, configuration, reader=acting(people[1]))

        assert mine.answers == {1: (1, 3)}
        assert not other.is_in_the_box


class TestClosePoll:
    def test_makes_the_board_and_empties_the_box(self, db, poll, people):
        for person in people[:11]:
            cast(poll, person, 1)
        closed(db, poll)

        assert poll.state is PollState.CLOSED
        assert count(db, BallotBox, poll) == 0
        assert (
            count(db, BallotBoard, poll)
            == count(db, PollRoll, poll, voted=True)
            == db.session.get(PollTally, (poll.id, 1, 0)).n
            == poll.ballots_count
            == 11
        )

    def test_shows_each_last_code_with_its_choice_and_no_earlier_one(self, db, poll, people):
        replaced, last = set(), {}
        for number, person in enumerate(people):
            held = cast(poll, person, 1)
            replaced.add(code_of(poll, person))
            with pytest.raises(casting.ChangedMeanwhile):
                cast(poll, person, 3, seen=held.etag)
            if number % 2:
                replaced.add(code_of(poll, person))
                configuration = from_json(poll.config_json)
                own = ballots.find_own_ballot(poll, configuration, reader=acting(person))
                cast(poll, person, 2, 3, seen=own.etag)
            last[code_of(poll, person)] = "2+3" if number % 2 else "1"
        closed(db, poll)

        board = {line.code: line.choice for line in published.board_lines(poll)}
        assert board == last
        assert replaced.isdisjoint(board)

    def test_does_nothing_before_the_time_and_nothing_twice(self, db, poll, people):
        cast(poll, people[0], 1)

        assert not closing.close_poll(poll.id, now=CLOSES - timedelta(microseconds=1))
        closed(db, poll)
        before = published.result_text(poll)
        assert not closing.close_poll(poll.id, now=CLOSES + timedelta(days=1))
        assert published.result_text(poll) == before

    def test_shows_codes_alone_below_ten_ballots(self, db, poll, people):
        for person in people[:9]:
            cast(poll, person, 1)
        closed(db, poll)

        assert poll.board_mode is BoardMode.CODE_ONLY
        assert {line.choice for line in published.board_lines(poll)} == {None}
        assert published.outcome_of(poll)["by"] == {}

    def test_counts_nothing_if_the_box_holds_a_ballot_of_nobody(self, db, poll, people):
        cast(poll, people[0], 1)
        db.session.add(BallotBox(poll_id=poll.id, voter_tag=b"x" * 32, sealed=b"?", etag=b"y" * 16))
        db.session.commit()

        with pytest.raises(closing.BoxDoesNotMatchRoll):
            closing.close_poll(poll.id, now=CLOSES)
        db.session.rollback()

        assert closing.close_due_polls(now=CLOSES) == []
        assert poll.state is PollState.OPEN

    def test_counts_nothing_if_a_ballot_was_moved_to_another_voter(self, db, poll, people):
        cast(poll, people[0], 1)
        seal = keys.seal_for(poll)
        db.session.execute(update(BallotBox).values(voter_tag=seal.tag(people[1].id)))

        assert closing.close_due_polls(now=CLOSES) == []

    def test_is_swept_by_the_clock(self, db, poll, people):
        assert closing.close_due_polls(now=DURING) == []
        assert closing.close_due_polls(now=CLOSES) == [poll.id]

    def test_says_what_came_of_it(self, db, poll, people, monkeypatch):
        heard = []
        monkeypatch.setattr(closing, "announce", heard.append)
        cast(poll, people[0], 1)
        closed(db, poll)

        assert [(type(event), event.poll_id) for event in heard] == [(PollClosed, poll.id)]

    def test_destroys_the_key_after(self, app, db, poll, people, monkeypatch):
        # The test's own transaction would make SQLite wait; test_secrecy tidies for real.
        monkeypatch.setattr(closing, "_tidy_storage", lambda: None)
        path = app.config["BALLOT_KEY_DIR"] / f"{poll.key_name}.key"
        assert not closing.destroy_key_of_closed(poll.id, now=DURING)
        closed(db, poll)

        assert closing.destroy_key_of_closed(poll.id, now=CLOSES)
        assert not closing.destroy_key_of_closed(poll.id, now=CLOSES)
        assert not path.exists()
        assert path.with_suffix(".roll").exists()

    def test_says_that_the_key_is_gone_also_after_a_crash(self, app, db, poll, monkeypatch):
        monkeypatch.setattr(closing, "_tidy_storage", lambda: None)
        closed(db, poll)
        # Gone, and the process with it, before anybody wrote so.
        (app.config["BALLOT_KEY_DIR"] / f"{poll.key_name}.key").unlink()

        for _attempt in range(2):
            closing.destroy_key_of_closed(poll.id, now=CLOSES)

        kinds = [event.kind for event in polls.list_events(poll.id)]
        assert kinds.count("key_destroyed") == 1

    def test_mails_the_hash_to_everyone_on_the_roll(self, db, poll, people):
        cast(poll, people[0], 1)
        closed(db, poll)

        for _twice in range(2):
            telling.tell_roll(poll.id, telling.Tiding.RESULT, after_id=0, now=CLOSES)

        mails = db.session.scalars(select(OutboxMail)).all()
        assert len(mails) == 12
        assert all(poll.board_sha256 in mail.body for mail in mails)

    def test_reminds_the_whole_roll_whoever_has_voted(self, db, poll, people):
        cast(poll, people[0], 1)

        telling.tell_roll(poll.id, telling.Tiding.REMINDER, after_id=0, now=DURING)
        telling.tell_roll(poll.id, telling.Tiding.OPENING, after_id=0, now=CLOSES)

        mails = db.session.scalars(select(OutboxMail)).all()
        assert {mail.person_id for mail in mails} == {person.id for person in people}
        assert {mail.kind for mail in mails} == {"voting.reminder"}
        assert all(f"/votazioni/{poll.id}/voto" in mail.body for mail in mails)

    def test_forgets_who_voted_once_claims_are_settled(self, db, poll, people):
        cast(poll, people[0], 1)
        closed(db, poll)

        publication.forget_who_voted(now=CLOSES + timedelta(days=30))
        assert count(db, PollRoll, poll, voted=True) == 1
        publication.forget_who_voted(now=CLOSES + timedelta(days=31))

        assert count(db, PollRoll, poll, voted=True) == 0
        assert count(db, PollRoll, poll) == 12

    def test_keeps_those_who_erased_themselves_on_the_roll(self, db, poll, people):
        cast(poll, people[0], 1)

        with pytest.raises(DatabaseError), db.session.begin_nested():
            db.session.execute(delete(PollRoll).where(PollRoll.voter_id == people[0].id))
        people[0].active = False
        db.session.commit()
        closed(db, poll)

        assert poll.ballots_count == 1


class TestInitiativesInAVote:
    @pytest.fixture
    def both(self):
        return [InitiativeFactory(frozen=True, title=title) for title in ("Orto", "Portineria")]

    @pytest.fixture
    def vote(self, comune, people, both):
        return open_poll(
            comune, options=[drafting.OptionDraft(initiative_id=one.id) for one in both]
        )

    def test_are_bound_by_the_hash_of_their_frozen_text(self, db, vote, both):
        options = from_json(vote.config_json).question(1).options

        assert [option.initiative_id for option in options] == [one.id for one in both]
        assert all(len(option.text_sha256) == 64 for option in options)
        assert both[0].state is InitiativeState.IN_VOTE

    def test_are_approved_or_not(self, db, vote, both, people):
        for person in people[:3]:
            cast(vote, person, 2)
        closed(db, vote)

        assert both[1].state is InitiativeState.APPROVED
        assert both[0].state is InitiativeState.REJECTED
        assert "0 voti su 3" in both[0].state_reason
        assert chain.list_stops("initiative", both[1].id)[-1].stop is StopKind.VOTE

    def test_are_to_be_written_again_if_nobody_votes(self, db, vote, both):
        closed(db, vote)

        assert {one.state for one in both} == {InitiativeState.TO_REVISE}

    def test_get_their_frozen_text_back_from_a_void_vote(self, db, vote, both, people):
        cast(vote, people[0], 1)

        approve(vote, TwoPersonAct.VOIDING, at=DURING, reason="La chiave è andata persa.")

        assert vote.state is PollState.VOID
        assert count(db, BallotBox, vote) == 0
        assert {one.state for one in both} == {InitiativeState.FROZEN}

    def test_cannot_be_put_to_a_vote_without_a_frozen_text(self, comune):
        idea = InitiativeFactory()

        with pytest.raises(drafting.NotTheFrozenText):
            draft_poll(comune, options=[drafting.OptionDraft(initiative_id=idea.id)])


class TestSuspension:
    def test_goes_on_when_two_persons_say_so(self, db, poll, people):
        cast(poll, people[0], 1)
        stopping.suspend_poll(poll.id, reason="Guasto.", actor=administrator(), now=DURING)
        assert closing.close_due_polls(now=CLOSES) == []

        approve(poll, TwoPersonAct.RESUMPTION, at=DURING)

        assert poll.state is PollState.OPEN
        assert count(db, BallotBox, poll) == 1

    def test_extends_by_the_length_of_the_outage_and_no_more(self, poll):
        start, end = DURING, DURING + timedelta(hours=2)
        terms = {"from": start.isoformat(), "to": end.isoformat(), "reason": "Server fermo."}

        approve(poll, TwoPersonAct.EXTENSION, at=end, **terms)

        assert poll.closes_at == CLOSES + timedelta(hours=2)

    def test_makes_up_for_an_outage_once(self, poll):
        start, end = DURING, DURING + timedelta(hours=2)
        terms = {"from": start.isoformat(), "to": end.isoformat()}
        approve(poll, TwoPersonAct.EXTENSION, at=end, **terms, reason="Server fermo.")

        with pytest.raises(NotAnOutage):
            approve(poll, TwoPersonAct.EXTENSION, at=end, **terms, reason="Detto meglio.")

        assert poll.closes_at == CLOSES + timedelta(hours=2)

    @pytest.mark.parametrize(
        ("start", "end", "reason"),
        [
            (DURING, DURING - timedelta(hours=1), "Guasto."),
            (OPENS - timedelta(hours=1), DURING, "Guasto."),
            (DURING, DURING + timedelta(days=3), "Guasto."),
            (DURING, DURING + timedelta(hours=1), " "),
        ],
    )
    def test_refuses_what_is_not_an_outage(self, poll, start, end, reason):
        terms = {"from": start.isoformat(), "to": end.isoformat(), "reason": reason}

        with pytest.raises(NotAnOutage):
            deciding.approve(
                poll.id,
                TwoPersonAct.EXTENSION,
                terms,
                actor=facilitator(),
                now=DURING + timedelta(days=1),
            )

    def test_two_who_mean_different_things_do_not_add_up(self, db, poll):
        for actor, reason in ((facilitator(), "Uno."), (administrator(), "Due.")):
            deciding.approve(
                poll.id, TwoPersonAct.VOIDING, {"reason": reason}, actor=actor, now=DURING
            )

        assert poll.state is PollState.OPEN
        assert count(db, PollApproval, poll, is_done=False) == 2


class TestNothingBeforeTheClose:
    @pytest.mark.parametrize(
        "read", [published.board_text, published.result_text, published.outcome_of]
    )
    def test_no_result_is_there(self, poll, people, read):
        cast(poll, people[0], 1)

        with pytest.raises(NoResultFound):
            read(poll)
