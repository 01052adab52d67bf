"""What must hold of meetings."""

from datetime import UTC, date, datetime, timedelta

import pytest

from auriga_web.meetings import rules
from auriga_web.meetings.models import CommitmentState, MeetingFormat, MinutesState

NOW = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=5)
CALL = {
    "starts_at": LATER,
    "ends_at": LATER + timedelta(hours=2),
    "kind": MeetingFormat.IN_PERSON,
    "place": "Via del Mulino 3",
    "online_url": "",
    "agenda": [rules.AgendaLine("Giro di parola", 60), rules.AgendaLine("Proposte", 60)],
    "now": NOW,
}


class TestCall:
    def test_that_people_would_find_is_fine(self):
        rules.check_call(**CALL)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"starts_at": NOW},
            {"ends_at": LATER},
            {"ends_at": LATER + timedelta(hours=13)},
            {"place": "  "},
            {"kind": MeetingFormat.ONLINE, "online_url": ""},
            {"kind": MeetingFormat.HYBRID, "online_url": "http://stanza.example"},
            {"kind": MeetingFormat.ONLINE, "online_url": "javascript:alert(1)"},
            {"agenda": [rules.AgendaLine("Troppo", 121)]},
        ],
    )
    def test_that_they_would_not_is_refused(self, wrong):
        with pytest.raises(rules.CannotCall):
            rules.check_call(**CALL | wrong)


class TestWallClock:
    @pytest.mark.parametrize(
        ("local", "utc"),
        [
            (datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
            (datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
            (datetime(2026, 3, 29, 18, 0), datetime(2026, 3, 29, 16, 0, tzinfo=UTC)),
            (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
            (datetime(2026, 10, 25, 18, 0), datetime(2026, 10, 25, 17, 0, tzinfo=UTC)),
        ],
    )
    def test_is_italys_also_on_the_days_on_which_clocks_move(self, local, utc):
        assert rules.wall_clock(local) == utc


class TestSeats:
    @pytest.mark.parametrize(
        ("seats", "seated", "room"), [(None, 10_000, True), (3, 2, True), (3, 3, False)]
    )
    def test_are_there_until_they_are_taken(self, seats, seated, room):
        assert rules.has_room(seats=seats, seated=seated) is room

    @pytest.mark.parametrize(
        ("cancelled", "starts_at"), [(True, LATER), (False, NOW), (False, NOW - timedelta(1))]
    )
    def test_are_not_taken_of_what_is_not_to_come(self, cancelled, starts_at):
        with pytest.raises(rules.CannotSignUp):
            rules.check_can_sign_up(is_cancelled=cancelled, starts_at=starts_at, now=NOW)


class TestPresence:
    @pytest.mark.parametrize(
        ("minutes", "is_taken"), [(-61, False), (-60, True), (0, True), (299, True), (300, False)]
    )
    def test_is_taken_from_an_hour_before_to_three_after(self, minutes, is_taken):
        start = NOW - timedelta(minutes=minutes)

        def check():
            rules.check_can_check_in(
                is_cancelled=False, starts_at=start, ends_at=start + timedelta(hours=2), now=NOW
            )

        if is_taken:
            check()
        else:
            with pytest.raises(rules.CannotCheckIn):
                check()


class TestMinutes:
    @pytest.mark.parametrize("state", list(MinutesState))
    def test_change_until_they_are_approved(self, state):
        if state in {MinutesState.DRAFT, MinutesState.CORRECTIONS}:
            rules.check_editable(state)
        else:
            with pytest.raises(rules.CannotWrite):
                rules.check_editable(state)

    @pytest.mark.parametrize(
        ("state", "until", "text"),
        [
            (MinutesState.DRAFT, LATER, "No"),
            (MinutesState.CORRECTIONS, NOW, "No"),
            (MinutesState.CORRECTIONS, LATER, " "),
            (MinutesState.APPROVED, LATER, "No"),
        ],
    )
    def test_are_corrected_in_time_and_with_words(self, state, until, text):
        rules.check_correction(state=MinutesState.CORRECTIONS, until=LATER, text="Sì", now=NOW)
        with pytest.raises(rules.CannotWrite):
            rules.check_correction(state=state, until=until, text=text, now=NOW)

    @pytest.mark.parametrize(
        ("state", "until", "waiting"),
        [
            (MinutesState.DRAFT, None, 0),
            (MinutesState.CORRECTIONS, NOW + timedelta(seconds=1), 0),
            (MinutesState.CORRECTIONS, NOW, 1),
            (MinutesState.APPROVED, NOW, 0),
        ],
    )
    def test_are_approved_when_everybody_had_their_time(self, state, until, waiting):
        rules.check_approval(state=MinutesState.CORRECTIONS, until=NOW, waiting=0, now=NOW)
        with pytest.raises(rules.CannotWrite):
            rules.check_approval(state=state, until=until, waiting=waiting, now=NOW)

    @pytest.mark.parametrize("state", [s for s in MinutesState if s is not MinutesState.APPROVED])
    def test_are_published_once_approved(self, state):
        rules.check_publication(MinutesState.APPROVED)
        with pytest.raises(rules.CannotWrite):
            rules.check_publication(state)

    def test_are_known_by_all_that_they_say(self):
        base = {"meeting_id": 1, "body": "A", "decisions": ["D"], "commitments": ["C"]}
        changes = ({}, {"meeting_id": 2}, {"body": "B"}, {"decisions": []}, {"commitments": ["X"]})

        assert len({rules.sha256_of(**base | change) for change in changes}) == 5


class TestCommitments:
    @pytest.mark.parametrize("missing", [{"what": " "}, {"who": ""}, {"due_on": None}])
    def test_say_who_what_and_by_when(self, missing):
        whole = {"what": "Il pulmino", "who": "Il Comune", "due_on": date(2027, 5, 1)}

        rules.check_commitment(**whole)
        with pytest.raises(rules.CannotWrite):
            rules.check_commitment(**whole | missing)

    @pytest.mark.parametrize(
        ("minutes", "to", "note"),
        [
            (MinutesState.APPROVED, CommitmentState.KEPT, ""),
            (MinutesState.PUBLISHED, CommitmentState.OPEN, ""),
            (MinutesState.PUBLISHED, CommitmentState.NOT_KEPT, " "),
        ],
    )
    def test_not_kept_need_a_reason(self, minutes, to, note):
        rules.check_settlement(
            minutes=MinutesState.PUBLISHED, to=CommitmentState.NOT_KEPT, note="Guasto."
        )
        with pytest.raises(rules.CannotWrite):
            rules.check_settlement(minutes=minutes, to=to, note=note)
