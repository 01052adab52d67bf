"""Voting on paper: one roll for both ways, envelopes read twice after the close, one board."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from auriga_web.core import clock
from auriga_web.core.access import NotAllowed, Role
from auriga_web.core.database import db as database
from auriga_web.voting.models import (
    BallotBox,
    PaperReading,
    PollRoll,
    PollState,
    PollTally,
    TwoPersonAct,
)
from auriga_web.voting.operations import casting, closing, paper
from auriga_web.voting.operations.drafting import OptionDraft
from auriga_web.voting.queries import keys, polls, published
from auriga_web.voting.queries import paper as queries
from auriga_web.voting.rules.choices import InvalidBallot
from auriga_web.voting.rules.codes import grouped
from auriga_web.voting.rules.paper import NotOurSheet, check_sheet, shown
from tests.factories.accounts import PersonFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.organisations import MembershipFactory, OrganisationFactory
from tests.factories.territories import ComuneFactory
from tests.factories.voting import (
    CLOSES,
    DURING,
    acting,
    approve,
    cast,
    facilitator,
    open_poll,
    voters,
)
from tests.voting.test_races import in_threads

COUNTED = CLOSES + timedelta(hours=2)


@pytest.fixture
def comune():
    return ComuneFactory(name="Foligno")


@pytest.fixture
def people(comune):
    return voters(comune, 14)


@pytest.fixture
def poll(comune, people):
    return open_poll(comune, takes_paper=True)


def operator():
    return acting(PersonFactory(operator=True), Role.OPERATOR)


def check_off(poll, person, actor=None, at=DURING):
    paper.check_off(poll.id, person.id, actor=actor or operator(), clock=lambda: at)
    database.session.commit()


def printed(poll, count=1):
    sheets = paper.print_sheets(poll.id, count, actor=operator(), now=DURING)
    database.session.commit()
    return sheets


def read(poll, sheet, actor, *chosen, **facts):
    paper.read_sheet(poll.id, sheet.number, {1: chosen}, actor=actor, now=COUNTED, **facts)
    database.session.commit()


def read_twice(poll, sheet, *chosen):
    for actor in (operator(), operator()):
        read(poll, sheet, actor, *chosen)


def finish(poll, missing=0):
    closing.finish_count(poll.id, missing=missing, actor=facilitator(), now=COUNTED)
    database.session.commit()


class TestCheckOff:
    def test_lets_nobody_vote_on_screen_afterwards(self, poll, people):
        check_off(poll, people[0])

        with pytest.raises(casting.VotedOnPaper):
            cast(poll, people[0], 1)

    def test_is_refused_to_who_voted_on_screen(self, db, poll, people):
        cast(poll, people[0], 1)

        with pytest.raises(paper.VotedOnScreen):
            check_off(poll, people[0])

        assert queries.count_envelopes(poll.id) == 0

    def test_is_done_once(self, poll, people):
        check_off(poll, people[0])

        with pytest.raises(paper.AlreadyCheckedOff):
            check_off(poll, people[0])

    def test_needs_the_roll_the_hours_and_a_vote_that_takes_paper(self, comune, people, poll):
        with pytest.raises(NoResultFound):
            check_off(poll, PersonFactory(verified=True))
        for at in (CLOSES, CLOSES + timedelta(seconds=1)):
            with pytest.raises(casting.NotOpenNow):
                check_off(poll, people[0], at=at)
        with pytest.raises(paper.TakesNoPaper):
            check_off(open_poll(comune), people[0])

    def test_is_for_operators_and_not_for_themselves(self, poll, people):
        for actor in (acting(people[1]), facilitator(), acting(people[0], Role.OPERATOR)):
            with pytest.raises(NotAllowed):
                check_off(poll, people[0], actor)

    def test_is_not_for_who_belongs_to_a_body_that_would_run_it(self, comune, people):
        body = OrganisationFactory()
        initiative = InitiativeFactory(frozen=True, runner_id=body.id)
        options = [OptionDraft(initiative_id=initiative.id), OptionDraft(title="No")]
        poll = open_poll(comune, takes_paper=True, options=options)
        person = PersonFactory(operator=True)
        MembershipFactory(organisation=body, person=person)

        with pytest.raises(NotAllowed):
            check_off(poll, people[0], acting(person, Role.OPERATOR))

    def test_is_written_by_the_database_only_while_the_vote_is_open(self, db, poll, people):
        check_off(poll, people[0])
        first = PollRoll.voter_id == people[0].id
        second = PollRoll.voter_id == people[1].id
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(PollRoll).where(first).values(on_paper=False))
        closing.close_poll(poll.id, now=CLOSES)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(PollRoll).where(second).values(on_paper=True))


@pytest.mark.parametrize("round_number", range(3))
def test_nobody_gets_through_both_ways_at_once(open_vote, round_number):
    vote = open_vote(6, takes_paper=True)
    poll_id = vote.poll.id
    actors = [acting(person) for person in vote.people]
    desk = operator()
    database.session.rollback()

    def both(item):
        actor, on_screen = item
        try:
            if on_screen:
                casting.cast_ballot(
                    poll_id, actor=actor, chosen={1: [1]}, seen=None, clock=lambda: DURING
                )
            else:
                paper.check_off(poll_id, actor.person_id, actor=desk, clock=lambda: DURING)
        except (paper.VotedOnScreen, casting.VotedOnPaper):
            database.session.rollback()
            return None
        return actor.person_id

    done = in_threads(vote.app, both, [(actor, way) for actor in actors for way in (True, False)])

    counted = [person_id for person_id in done if isinstance(person_id, int)]
    assert sorted(counted) == sorted(person.id for person in vote.people)
    in_box = database.session.scalar(select(func.count()).select_from(BallotBox))
    assert in_box + queries.count_envelopes(poll_id) == len(actors)


class TestSheets:
    def test_have_numbers_and_codes_of_their_own_kept_nowhere(self, db, poll):
        sheets = printed(poll, 30)

        assert len({sheet.number for sheet in sheets}) == 30
        assert len({sheet.codes[1] for sheet in sheets}) == 30
        kinds = [event.kind for event in polls.list_events(poll.id)]
        assert kinds.count("paper_printed") == 1
        assert db.session.scalars(select(PaperReading)).all() == []

    def test_are_known_from_those_nobody_printed(self, poll):
        seal = keys.seal_for(poll)
        number = printed(poll)[0].number

        assert check_sheet(seal, shown(number).lower()) == number
        for wrong in ("", "1", number[:-1], number[::-1], "0" * 12, number + "0", "é" * 12):
            with pytest.raises(NotOurSheet):
                check_sheet(seal, wrong)

    def test_are_one_page_each_of_a_tagged_pdf(self, monkeypatch, sign_in, poll):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        browser = sign_in(PersonFactory(operator=True))

        answer = browser.post(f"/votazioni/{poll.id}/carta/schede", data={"count": 3})

        document = PdfReader(BytesIO(answer.data))
        text = document.pages[0].extract_text()
        assert len(document.pages) == 3
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert all(word in text for word in ("Servizi di vicinato", "Orto", "Portineria"))
        assert all(person not in text for person in ("example", "@"))

    @pytest.mark.parametrize("count", ["0", "201", "x", ""])
    def test_are_not_any_number(self, monkeypatch, sign_in, poll, count):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        browser = sign_in(PersonFactory(operator=True))

        answer = browser.post(f"/votazioni/{poll.id}/carta/schede", data={"count": count})

        assert answer.status_code == 422


class TestCount:
    @pytest.fixture
    def counting(self, poll, people):
        for person in people[:11]:
            cast(poll, person, 1)
        for person in people[11:13]:
            check_off(poll, person)
        sheets = printed(poll, 3)
        closing.close_due_polls(now=CLOSES)
        database.session.commit()
        assert poll.state is PollState.COUNTING
        return sheets

    def test_begins_at_the_close_and_leaves_the_box_sealed(self, db, poll, counting):
        assert not closing.close_poll(poll.id, now=COUNTED)
        assert db.session.scalar(select(func.count()).select_from(BallotBox)) == 11
        with pytest.raises(NoResultFound):
            published.board_text(poll)
        assert polls.list_events(poll.id)[-1].payload == {"envelopes": 2}

    def test_makes_one_board_of_all_ballots_together(self, db, poll, people, counting):
        read_twice(poll, counting[0], 2)
        read_twice(poll, counting[1], 2, 3)
        finish(poll)

        lines = {line.code: line.choice for line in published.board_lines(poll)}
        ballots = db.session.scalar(
            select(PollTally.n).where(PollTally.poll_id == poll.id, PollTally.option_no == 0)
        )
        voted = set(db.session.scalars(select(PollRoll.voter_id).where(PollRoll.voted)))
        assert (lines[counting[0].codes[1]], lines[counting[1].codes[1]]) == ("2", "2+3")
        assert counting[2].codes[1] not in lines
        assert len(lines) == ballots == poll.ballots_count == 13
        assert voted == {person.id for person in people[:13]}
        assert db.session.scalars(select(PaperReading)).all() == []
        assert set(published.outcome_of(poll)["by"]) == {"territory", "channel", "way"}

    def test_takes_two_different_readers_who_agree(self, poll, counting):
        first, second = operator(), operator()
        read(poll, counting[0], first, 1)
        read(poll, counting[0], first, 1)
        read_twice(poll, counting[1], 3)
        with pytest.raises(closing.NotAllRead):
            finish(poll)

        read(poll, counting[0], second, 2)
        progress = queries.progress_of(poll.id)
        assert progress.differing == (counting[0].number,)
        with pytest.raises(closing.NotAllRead):
            finish(poll)

        read(poll, counting[0], second, 1)
        assert polls.list_events(poll.id)[-1].kind == "reading_corrected"
        finish(poll)
        assert poll.state is PollState.CLOSED

    @pytest.mark.parametrize("missing", [0, 2])
    def test_adds_up_with_the_envelopes(self, poll, counting, missing):
        read_twice(poll, counting[0], 1)

        with pytest.raises(closing.NotAllRead):
            finish(poll, missing)
        finish(poll, 1)

        choices = [line.choice for line in published.board_lines(poll)]
        assert (len(choices), choices.count("-")) == (13, 1)

    def test_takes_no_more_sheets_than_envelopes(self, poll, counting):
        for sheet in counting:
            read_twice(poll, sheet, 1)

        with pytest.raises(closing.NotAllRead):
            finish(poll)
        with pytest.raises(closing.NotAllRead):
            finish(poll, -1)

    def test_of_a_spoiled_or_empty_sheet_is_blank(self, poll, counting):
        with pytest.raises(InvalidBallot):
            read(poll, counting[0], operator(), 9)
        for actor in (operator(), operator()):
            read(poll, counting[0], actor, 9, is_spoiled=True)
            read(poll, counting[1], actor)
        finish(poll)

        choices = [line.choice for line in published.board_lines(poll)]
        assert choices.count("-") == 2

    def test_may_end_void_with_nothing_left_of_it(self, db, poll, counting):
        read(poll, counting[0], operator(), 1)

        approve(poll, TwoPersonAct.VOIDING, at=COUNTED, reason="Urna aperta.")

        assert poll.state is PollState.VOID
        assert db.session.scalars(select(PaperReading)).all() == []

    def test_does_not_begin_before_the_close(self, db, poll):
        sheet, reader = printed(poll)[0], operator()

        with pytest.raises(paper.TakesNoPaper):
            read(poll, sheet, reader, 1)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(
                insert(PaperReading).values(
                    poll_id=poll.id,
                    sheet=sheet.number,
                    operator_id=reader.person_id,
                    answers={"1": "1"},
                )
            )

    def test_is_done_from_the_pages(self, monkeypatch, sign_in, poll, counting):
        monkeypatch.setattr(clock, "now", lambda: COUNTED)
        at = f"/votazioni/{poll.id}/carta/scrutinio"
        for _reader in range(2):
            browser = sign_in(PersonFactory(operator=True))
            assert browser.get(at).status_code == 200
            for sheet in counting[:2]:
                data = {"sheet": shown(sheet.number).lower(), "q1": "2"}
                assert browser.post(at, data=data).status_code == 303
        assert browser.post(at, data={"sheet": "AAAA"}).status_code == 422
        assert browser.post(f"{at}/fine", data={"missing": "0"}).status_code == 403
        assert "Lette uguali da due persone: 2 di 2" in browser.get(f"/votazioni/{poll.id}").text
        ending = sign_in(PersonFactory(facilitator=True))
        assert ending.post(f"{at}/fine", data={"missing": "1"}).status_code == 409
        assert ending.post(f"{at}/fine", data={"missing": "0"}).status_code == 303
        page = ending.get(f"/votazioni/{poll.id}/tabellone").text
        assert grouped(counting[0].codes[1]) in page


class TestDesk:
    @pytest.fixture
    def at(self, monkeypatch, poll):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        return f"/votazioni/{poll.id}/carta"

    def test_finds_people_on_the_roll_alone_and_checks_them_off(self, sign_in, at, people):
        people[0].name, stranger = "Zelinda Bartocci", PersonFactory(name="Zelinda Altrove")
        database.session.commit()
        browser = sign_in(PersonFactory(operator=True))

        page = browser.get(f"{at}?q=zelin").text
        assert "Zelinda Bartocci" in page
        assert "Altrove" not in page
        assert browser.post(f"{at}/spunte", data={"person_id": people[0].id}).status_code == 303
        assert browser.post(f"{at}/spunte", data={"person_id": people[0].id}).status_code == 409
        assert browser.post(f"{at}/spunte", data={"person_id": stranger.id}).status_code == 404
        assert browser.post(f"{at}/spunte", data={"person_id": "x"}).status_code == 404

    @pytest.mark.parametrize("words", ["", "ze", "%%%", "___", "\\\\\\"])
    def test_lists_nobody_for_next_to_nothing(self, poll, people, words):
        assert queries.search_roll(poll.id, words, reader=operator()) == []

    def test_lists_nobody_to_others(self, poll, people):
        words = people[0].name[:6]

        assert queries.search_roll(poll.id, words, reader=facilitator()) == []

    @pytest.mark.parametrize("trait", ["verified", "facilitator", "moderator", "guarantor"])
    @pytest.mark.parametrize("part", ["schede", "spunte", "scrutinio"])
    def test_is_for_operators(self, sign_in, at, trait, part):
        browser = sign_in(PersonFactory(**{trait: True}))

        assert browser.post(f"{at}/{part}", data={}).status_code == 403

    def test_of_a_vote_without_paper_says_so(self, monkeypatch, sign_in, comune, people):
        monkeypatch.setattr(clock, "now", lambda: DURING)
        poll = open_poll(comune)
        browser = sign_in(PersonFactory(operator=True))

        assert browser.get(f"/votazioni/{poll.id}/carta").status_code == 200
        answer = browser.post(f"/votazioni/{poll.id}/carta/schede", data={"count": 1})
        assert answer.status_code == 409
