"""The pages of meetings."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from auriga_web.meetings import queries
from auriga_web.meetings.models import Meeting, SeatState
from tests.factories import (
    NOON,
    AttendanceFactory,
    ComuneFactory,
    MeetingFactory,
    MinutesFactory,
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
    ProcessFactory,
    SeatFactory,
    ZoneFactory,
)

pytestmark = pytest.mark.usefixtures("at_noon")


def written(**changes):
    values = {
        "title": "Chi non guida",
        "purpose": "Capire chi resta a casa.",
        "caller_id": OrganisationFactory().id,
        "process_id": 0,
        "day": "2027-04-08",
        "begins": "18:00",
        "ends": "20:00",
        "format": "in_person",
        "comune": ComuneFactory().slug,
        "place": "Via del Mulino 3",
        "seats": "20",
        "agenda-0-title": "Giro di parola",
        "agenda-0-minutes": "30",
    }
    return values | changes


class TestList:
    def test_has_the_next_one_first_and_those_that_were_apart(self, client):
        MeetingFactory(title="Dopo", starts_at=NOON + timedelta(days=9))
        MeetingFactory(title="Prima", starts_at=NOON + timedelta(days=2))
        MeetingFactory(title="Passato", held=True)

        coming = client.get("/incontri").text
        past = client.get("/incontri?quando=passati").text

        assert coming.index("Prima") < coming.index("Dopo")
        assert "Passato" not in coming
        assert "Passato" in past
        assert "Dopo" not in past

    def test_filters_by_place(self, client):
        zone = ZoneFactory()
        MeetingFactory(title="Qui", territory_id=ComuneFactory(zone=zone).id)
        MeetingFactory(title="Altrove")

        text = client.get(f"/incontri?territorio={zone.slug}").text

        assert "Qui" in text
        assert "Altrove" not in text

    def test_says_what_to_do_when_empty(self, client):
        assert "Nessun incontro" in client.get("/incontri").text
        assert client.get("/incontri?quando=passati").status_code == 200

    @pytest.mark.parametrize("when", ["in-arrivo", "passati"])
    def test_goes_on_from_where_it_stopped(self, client, when):
        for number in range(23):
            MeetingFactory(title=f"Incontro {number:02d}.", held=when == "passati")

        first = client.get(f"/incontri?quando={when}").text
        cursor = first.split("dopo=")[1].split('"')[0]
        second = client.get(f"/incontri?quando={when}&dopo={cursor}").text

        titles = [f"Incontro {number:02d}." for number in range(23)]
        assert [(t in first) + (t in second) for t in titles] == [1] * 23

    @pytest.mark.parametrize("rows", [2, 25])
    def test_stays_within_five_queries(self, client, sign_in, count_queries, rows):
        MeetingFactory.create_batch(rows)
        sign_in(PersonFactory())

        with count_queries() as statements:
            client.get("/incontri")

        assert len(statements) <= 5, statements


class TestShow:
    def test_says_when_where_and_for_what(self, client):
        meeting = MeetingFactory(seats=20, seated_count=3)

        text = client.get(f"/incontri/{meeting.id}").text

        assert "lunedì 22 marzo 2027" in text
        assert "Via del Mulino 3" in text
        assert "3 su 20" in text

    def test_shows_the_address_to_connect_to_only_with_a_seat(self, client, sign_in):
        meeting = MeetingFactory(online=True)
        person = PersonFactory()
        SeatFactory(meeting_id=meeting.id, person_id=person.id)

        assert "stanza.example" not in client.get(f"/incontri/{meeting.id}").text
        assert "stanza.example" in sign_in(person).get(f"/incontri/{meeting.id}").text

    def test_is_not_found_where_there_is_none(self, client):
        assert client.get("/incontri/999999").status_code == 404

    def test_stays_within_eight_queries(self, client, sign_in, count_queries):
        meeting = MeetingFactory(process_id=ProcessFactory(open=True).id)
        sign_in(PersonFactory())

        with count_queries() as statements:
            client.get(f"/incontri/{meeting.id}")

        assert len(statements) <= 8, statements


class TestSeat:
    def test_is_taken_and_given_back(self, client, sign_in):
        meeting, person = MeetingFactory(seats=1), PersonFactory()
        sign_in(person)

        client.post(f"/incontri/{meeting.id}/posto", data={"access_needs": "Una rampa"})
        assert queries.own(meeting.id, person.id).state is SeatState.SEATED
        assert "Hai un posto" in client.get(f"/incontri/{meeting.id}").text

        client.post(f"/incontri/{meeting.id}/rinuncia")
        assert queries.own(meeting.id, person.id).state is None

    def test_asks_visitors_to_sign_in(self, client):
        meeting = MeetingFactory()

        assert client.post(f"/incontri/{meeting.id}/posto").status_code in {302, 303, 401}
        assert "Accedi" in client.get(f"/incontri/{meeting.id}").text

    @pytest.mark.parametrize("traits", [{"cancelled": True}, {"held": True}])
    def test_of_what_will_not_be_is_refused(self, client, sign_in, traits):
        meeting = MeetingFactory(**traits)
        sign_in(PersonFactory())

        assert client.post(f"/incontri/{meeting.id}/posto").status_code == 422
        assert client.post(f"/incontri/{meeting.id}/rinuncia").status_code == 422


class TestCall:
    def test_is_for_those_who_call(self, client, sign_in):
        sign_in(PersonFactory())

        assert client.get("/incontri/nuovo").status_code == 403

    def test_is_public_at_once(self, client, sign_in, db):
        sign_in(PersonFactory(facilitator=True))

        answer = client.post("/incontri", data=written())

        meeting = db.session.query(Meeting).one()
        assert answer.location == f"/incontri/{meeting.id}"
        assert meeting.starts_at.isoformat() == "2027-04-08T16:00:00+00:00"
        assert "Giro di parola" in client.get(answer.location).text

    @pytest.mark.parametrize(
        "wrong",
        [
            {"title": ""},
            {"day": "2027-03-01"},
            {"ends": "17:00"},
            {"place": ""},
            {"comune": ""},
            {"format": "online"},
            {"agenda-0-minutes": "200"},
        ],
    )
    def test_keeps_what_was_typed_when_something_is_wrong(self, client, sign_in, db, wrong):
        sign_in(PersonFactory(facilitator=True))

        answer = client.post("/incontri", data=written(**wrong))

        assert answer.status_code == 422
        assert "Capire chi resta a casa." in answer.text
        assert db.session.query(Meeting).count() == 0

    def test_is_cancelled_for_a_reason(self, client, sign_in):
        meeting = MeetingFactory()
        sign_in(PersonFactory(facilitator=True))

        refused = client.post(f"/incontri/{meeting.id}/annullamento", data={"words": ""})
        client.post(f"/incontri/{meeting.id}/annullamento", data={"words": "La sala è chiusa."})

        assert refused.status_code == 422
        assert "La sala è chiusa." in client.get(f"/incontri/{meeting.id}").text


class TestCalendar:
    def test_of_one_is_in_italian_time(self, client):
        meeting = MeetingFactory(starts_at=NOON + timedelta(days=20))

        answer = client.get(f"/incontri/{meeting.id}/incontro.ics")

        calendar = Calendar.from_ical(answer.data)
        event = calendar.walk("VEVENT")[0]
        assert calendar.walk("STANDARD")
        assert calendar.walk("DAYLIGHT")
        assert answer.mimetype == "text/calendar"
        assert event["DTSTART"].params["TZID"] == "Europe/Rome"
        assert event.decoded("dtstart") == meeting.starts_at
        assert event.decoded("dtstart").hour == 14
        assert str(event["UID"]).startswith(f"incontro-{meeting.id}@")

    def test_of_all_has_those_to_come_and_says_which_are_cancelled(self, client):
        MeetingFactory(title="Viene")
        MeetingFactory(title="Saltato", cancelled=True)
        MeetingFactory(title="Passato", held=True)

        events = Calendar.from_ical(client.get("/incontri/calendario.ics").data).walk("VEVENT")

        assert {(str(e["SUMMARY"]), str(e["STATUS"])) for e in events} == {
            ("Viene", "CONFIRMED"),
            ("Saltato", "CANCELLED"),
        }

    def test_says_nothing_of_the_address_to_connect_to(self, client):
        meeting = MeetingFactory(online=True)

        for path in ("/incontri/calendario.ics", f"/incontri/{meeting.id}/incontro.ics"):
            assert b"stanza.example" not in client.get(path).data

    def test_of_none_is_still_a_calendar(self, client):
        assert not Calendar.from_ical(client.get("/incontri/calendario.ics").data).walk("VEVENT")


class TestDoor:
    def test_marks_who_reads_the_code(self, client, sign_in):
        meeting, person = MeetingFactory(now=True), PersonFactory()
        sign_in(person)
        door = f"/incontri/{meeting.id}/presenza/{meeting.check_in_code}"

        assert client.get(door).status_code == 200
        assert not queries.was_there(meeting.id, person.id)
        client.post(door)
        assert queries.was_there(meeting.id, person.id)

    def test_opens_with_its_code_alone_and_in_its_time(self, client, sign_in):
        meeting = MeetingFactory()
        sign_in(PersonFactory())

        assert client.post(f"/incontri/{meeting.id}/presenza/altro").status_code == 404
        late = client.post(f"/incontri/{meeting.id}/presenza/{meeting.check_in_code}")
        assert late.status_code == 422

    def test_has_a_sheet_with_a_code_that_only_staff_print(self, client, sign_in):
        meeting = MeetingFactory()
        SeatFactory(meeting_id=meeting.id, person_id=PersonFactory(name="Piera Nucci").id)
        paths = [f"/incontri/{meeting.id}/{page}" for page in ("foglio", "codice.svg", "presenze")]
        sign_in(PersonFactory())
        assert [client.get(path).status_code for path in paths] == [403] * 3

        sign_in(PersonFactory(facilitator=True))
        answers = [client.get(path) for path in paths]

        assert "Piera Nucci" in answers[0].text
        assert answers[1].mimetype == "image/svg+xml"
        assert "Piera Nucci" in answers[2].text

    def test_copies_the_sheet_of_paper(self, client, sign_in):
        meeting = MeetingFactory(held=True)
        seat = SeatFactory(meeting_id=meeting.id)
        sign_in(PersonFactory(facilitator=True))

        client.post(f"/incontri/{meeting.id}/presenze", data={"person_id": [seat.person_id, "x"]})
        client.post(f"/incontri/{meeting.id}/altri-presenti", data={"count": "7"})
        wrong = client.post(f"/incontri/{meeting.id}/altri-presenti", data={"count": "-1"})

        assert queries.was_there(meeting.id, seat.person_id)
        assert meeting.others_count == 7
        assert wrong.status_code == 422


class TestMinutes:
    @pytest.mark.parametrize(
        ("trait", "seen_by"),
        [
            ({}, []),
            ({"in_correction": True}, ["there"]),
            ({"approved": True}, ["there"]),
            ({"published": True}, ["visitor", "absent", "there"]),
        ],
    )
    def test_are_read_by_those_they_are_for(self, client, sign_in, trait, seen_by):
        minutes = MinutesFactory(**trait)
        there = PersonFactory()
        AttendanceFactory(meeting_id=minutes.meeting_id, person_id=there.id)
        path = f"/incontri/{minutes.meeting_id}/verbale"

        seen = {
            "visitor": client.get(path).status_code,
            "absent": sign_in(PersonFactory()).get(path).status_code,
            "there": sign_in(there).get(path).status_code,
            "staff": sign_in(PersonFactory(facilitator=True)).get(path).status_code,
        }

        assert [who for who, status in seen.items() if status == 200] == [*seen_by, "staff"]
        assert set(seen.values()) <= {200, 404}

    def test_are_written_corrected_approved_and_published(self, client, sign_in, time_machine):
        meeting = MeetingFactory(held=True)
        there, staff = PersonFactory(), PersonFactory(facilitator=True)
        AttendanceFactory(meeting_id=meeting.id, person_id=there.id)
        need = NeedFactory(published=True, title="Nessuno che accompagni")
        path = f"/incontri/{meeting.id}/verbale"

        sign_in(staff)
        client.post(f"{path}/testo", data={"body": "Si è detto.", "version": "0"})
        client.post(
            f"{path}/decisioni",
            data={"decision-text": "Si prova per tre mesi.", "decision-need_id": need.id},
        )
        client.post(
            f"{path}/impegni",
            data={
                "commitment-who": "Il Comune",
                "commitment-what": "presta il pulmino",
                "commitment-due_on": "2027-05-01",
            },
        )
        client.post(f"{path}/revisione")
        sign_in(there)
        client.post(f"{path}/correzioni", data={"words": "Era alle nove."})
        sign_in(staff)
        early = client.post(f"{path}/approvazione")
        found = queries.get_minutes(meeting.id)
        correction = queries.list_corrections(found.id)[0]
        client.post(f"{path}/correzioni/{correction.id}/accolta", data={"words": "Giusto."})
        time_machine.move_to(NOON + timedelta(days=7), tick=False)
        sign_in(staff)
        client.post(f"{path}/approvazione")
        client.post(f"{path}/pubblicazione")
        client.post("/disconnettiti")

        assert early.status_code == 422
        text = client.get(path).text
        assert "Si prova per tre mesi." in text
        assert "Nessuno che accompagni" in text
        assert "Il Comune" in text

    def test_say_what_is_wrong_and_keep_what_was_typed(self, client, sign_in):
        minutes = MinutesFactory()
        path = f"/incontri/{minutes.meeting_id}/verbale"
        sign_in(PersonFactory(facilitator=True))

        nowhere = client.post(
            f"{path}/decisioni", data={"decision-text": "Deciso", "decision-need_id": "999999"}
        )
        nobody = client.post(f"{path}/impegni", data={"commitment-what": "Il pulmino"})
        empty = client.post(f"{path}/testo", data={"body": ""})
        late = client.post(f"{path}/testo", data={"body": "Mio", "version": "0"})

        statuses = [answer.status_code for answer in (nowhere, nobody, empty, late)]
        assert statuses == [422, 422, 422, 409]
        assert "Deciso" in nowhere.text
        assert "Il pulmino" in nobody.text
        assert "Mio" in late.text


class TestElsewhere:
    def test_is_open_now_on_home_and_on_the_page_of_its_process(self, client):
        process = ProcessFactory(open=True)
        MeetingFactory(title="Tutti in valle", process_id=process.id)
        MeetingFactory(title="Saltato", cancelled=True)

        for path in ("/", "/partecipa", f"/percorsi/{process.id}"):
            assert "Tutti in valle" in client.get(path).text
        assert "Saltato" not in client.get("/").text
