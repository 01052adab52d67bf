"""Meetings to test with."""

from datetime import timedelta

import factory

from auriga_web.core.access import Channel
from auriga_web.meetings.models import (
    Attendance,
    Meeting,
    MeetingFormat,
    Minutes,
    MinutesState,
    Seat,
    SeatState,
)
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory
from tests.factories.organisations import OrganisationFactory
from tests.factories.territories import ComuneFactory


class MeetingFactory(Factory):
    """A meeting in person in ten days, with room for all. `held` was a week ago."""

    class Meta:
        model = Meeting

    class Params:
        held = factory.Trait(
            starts_at=NOON - timedelta(days=7), ends_at=NOON - timedelta(days=7, hours=-2)
        )
        now = factory.Trait(starts_at=NOON, ends_at=NOON + timedelta(hours=2))
        online = factory.Trait(
            format=MeetingFormat.ONLINE, place="", online_url="https://stanza.example/valle"
        )
        cancelled = factory.Trait(cancelled_at=NOON, cancel_reason="La sala è chiusa.")

    title = "Chi non guida, in valle"
    purpose = "Raccontarci chi resta a casa."
    purpose_html = "<p>Raccontarci chi resta a casa.</p>"
    format = MeetingFormat.IN_PERSON
    place = "Via del Mulino 3"
    starts_at = NOON + timedelta(days=10)
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    territory_id = factory.LazyFunction(lambda: ComuneFactory().id)
    caller_id = factory.LazyFunction(lambda: OrganisationFactory().id)
    check_in_code = factory.Sequence(lambda number: f"codice-{number}")
    created_at = NOON - timedelta(days=20)


class SeatFactory(Factory):
    """That somebody has a seat; the count of the meeting is the test's to set."""

    class Meta:
        model = Seat

    person_id = factory.LazyFunction(lambda: PersonFactory().id)
    state = SeatState.SEATED
    signed_up_at = NOON


class AttendanceFactory(Factory):
    """That somebody was there."""

    class Meta:
        model = Attendance

    person_id = factory.LazyFunction(lambda: PersonFactory().id)
    channel = Channel.WEB
    at = NOON


class MinutesFactory(Factory):
    """The draft of the minutes of a meeting."""

    class Meta:
        model = Minutes

    class Params:
        in_correction = factory.Trait(
            state=MinutesState.CORRECTIONS, corrections_until=NOON + timedelta(days=3)
        )
        corrected = factory.Trait(
            state=MinutesState.CORRECTIONS, corrections_until=NOON - timedelta(days=1)
        )
        approved = factory.Trait(
            state=MinutesState.APPROVED, corrections_until=NOON, approved_at=NOON, sha256="a" * 64
        )
        published = factory.Trait(
            state=MinutesState.PUBLISHED,
            corrections_until=NOON,
            approved_at=NOON,
            published_at=NOON,
            sha256="a" * 64,
        )

    meeting_id = factory.LazyFunction(lambda: MeetingFactory(held=True).id)
    body = "Si è parlato di orari."
    body_html = "<p>Si è parlato di orari.</p>"
    created_at = NOON
