"""Many at once: no seat is taken twice, nobody is lost, nobody counts twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from auriga_web.core.access import Actor, Level
from auriga_web.core.database import db
from auriga_web.meetings import operations
from auriga_web.meetings.models import Attendance, Meeting, Seat, SeatState
from tests.factories import NOON, MeetingFactory, PersonFactory

pytestmark = pytest.mark.commits
CROWD = 50
SEATS = 12


def _at_once(app, act, actors):
    def run(actor):
        with app.app_context():
            try:
                act(actor)
                db.session.commit()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(actors)) as pool:
        list(pool.map(run, actors))


@pytest.fixture
def crowd(app_on_its_own_database):
    people = PersonFactory.create_batch(CROWD)
    return [Actor(person_id=person.id, level=Level.REGISTERED) for person in people]


def _seats_of(meeting_id):
    db.session.expire_all()
    meeting = db.session.get_one(Meeting, meeting_id)
    states = [seat.state for seat in db.session.query(Seat).order_by(Seat.id)]
    seated, waiting = states.count(SeatState.SEATED), states.count(SeatState.WAITING)
    assert (meeting.seated_count, meeting.waiting_count) == (seated, waiting)
    return seated, waiting


def test_fifty_at_once_take_exactly_the_seats_there_are(app_on_its_own_database, crowd):
    meeting_id = MeetingFactory(seats=SEATS).id
    db.session.commit()

    def sign_up(actor):
        meeting = db.session.get_one(Meeting, meeting_id)
        operations.sign_up(meeting, access_needs="", actor=actor, now=NOON)

    _at_once(app_on_its_own_database, sign_up, crowd)

    assert _seats_of(meeting_id) == (SEATS, CROWD - SEATS)


def test_one_who_signs_up_many_times_at_once_has_one_seat(app_on_its_own_database, crowd):
    meeting_id = MeetingFactory(seats=SEATS).id
    db.session.commit()

    def sign_up(actor):
        meeting = db.session.get_one(Meeting, meeting_id)
        operations.sign_up(meeting, access_needs="", actor=actor, now=NOON)

    _at_once(app_on_its_own_database, sign_up, [crowd[0]] * 10)

    assert _seats_of(meeting_id) == (1, 0)


def test_those_who_leave_give_each_seat_to_one_in_line(app_on_its_own_database, crowd):
    meeting_id = MeetingFactory(seats=SEATS).id
    meeting = db.session.get_one(Meeting, meeting_id)
    for actor in crowd:
        operations.sign_up(meeting, access_needs="", actor=actor, now=NOON)
    db.session.commit()

    def withdraw(actor):
        operations.withdraw(db.session.get_one(Meeting, meeting_id), actor=actor, now=NOON)

    _at_once(app_on_its_own_database, withdraw, crowd[:10])

    assert _seats_of(meeting_id) == (SEATS, CROWD - SEATS - 10)


def test_one_who_reads_the_code_many_times_is_there_once(app_on_its_own_database, crowd):
    meeting_id = MeetingFactory(now=True).id
    db.session.commit()

    def check_in(actor):
        operations.check_in(db.session.get_one(Meeting, meeting_id), actor=actor, now=NOON)

    _at_once(app_on_its_own_database, check_in, [crowd[0]] * 10)

    assert db.session.query(Attendance).count() == 1
