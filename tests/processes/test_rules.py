"""What must hold of processes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.processes import rules
from auriga_web.processes.models import DocumentKind, PhaseType, Recipe
from auriga_web.processes.rules import documents, recipes
from auriga_web.processes.rules.registry import Act

NOON = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)
days = st.dates(min_value=date(2025, 1, 1), max_value=date(2035, 12, 31))


def span(first, last, kind=PhaseType.DESIGN):
    return rules.Span(kind, first, last)


class TestRegistry:
    @pytest.mark.parametrize("phase", list(PhaseType))
    def test_every_type_says_what_it_opens_and_invites(self, phase):
        assert rules.OPENS[phase]
        assert rules.label(phase)
        assert rules.invitation(phase)

    @pytest.mark.parametrize("act", list(Act))
    def test_every_act_is_opened_by_some_phase_and_by_no_phase_when_there_is_none(self, act):
        assert any(rules.is_open(act, phase) for phase in PhaseType)
        assert not rules.is_open(act, None)

    @pytest.mark.parametrize("act", list(Act))
    @pytest.mark.parametrize("phase", list(PhaseType))
    def test_the_check_refuses_exactly_what_is_not_open(self, act, phase):
        try:
            rules.check_open(act, phase)
            is_refused = False
        except rules.NotOpen:
            is_refused = True

        assert is_refused != rules.is_open(act, phase)

    def test_texts_are_written_in_design_and_not_while_people_vote(self):
        assert rules.is_open(Act.WRITE_INITIATIVE, PhaseType.DESIGN)
        assert not rules.is_open(Act.WRITE_INITIATIVE, PhaseType.DECISION)

    def test_the_refusal_names_the_phase(self):
        with pytest.raises(rules.NotOpen, match="Decisione"):
            rules.check_open(Act.WRITE_INITIATIVE, PhaseType.DECISION)


class TestRecipes:
    @pytest.mark.parametrize("recipe", list(Recipe))
    def test_every_recipe_lays_out_phases_that_hold(self, recipe):
        spans = rules.lay_out(recipes.PHASES[recipe], first=date(2027, 3, 1))

        rules.check_spans(spans)
        assert spans[-1].type is PhaseType.RETURN
        assert recipes.title(recipe)
        assert recipes.use(recipe)


class TestSpans:
    def test_last_day_is_included_and_the_next_midnight_is_not(self):
        one = span(date(2027, 3, 1), date(2027, 3, 10))

        assert one.starts_at == datetime(2027, 2, 28, 23, 0, tzinfo=UTC)
        assert one.ends_at == datetime(2027, 3, 10, 23, 0, tzinfo=UTC)
        assert rules.is_within(one.starts_at, one.ends_at, one.starts_at)
        assert rules.is_within(one.starts_at, one.ends_at, one.ends_at - timedelta(microseconds=1))
        assert not rules.is_within(one.starts_at, one.ends_at, one.ends_at)

    @pytest.mark.parametrize(
        ("day", "hours"),
        [
            (date(2026, 3, 29), 23),
            (date(2027, 3, 28), 23),
            (date(2026, 10, 25), 25),
            (date(2027, 10, 31), 25),
            (date(2027, 3, 12), 24),
        ],
    )
    def test_a_day_lasts_as_long_as_it_does_in_italy(self, day, hours):
        one = span(day, day)

        lasts = one.ends_at.astimezone(UTC) - one.starts_at.astimezone(UTC)

        assert lasts == timedelta(hours=hours)

    @given(first=days, length=st.integers(0, 400))
    def test_moments_lead_back_to_their_days(self, first, length):
        one = span(first, first + timedelta(days=length))

        assert rules.first_day(one.starts_at.astimezone(UTC)) == one.first_day
        assert rules.last_day(one.ends_at.astimezone(UTC)) == one.last_day

    @given(first=days, lengths=st.lists(st.integers(1, 90), min_size=1, max_size=8), ahead=days)
    def test_every_moment_belongs_to_one_phase_at_most(self, first, lengths, ahead):
        spans = rules.lay_out([(PhaseType.DESIGN, n) for n in lengths], first=first)
        moment = rules.midnight(ahead)

        within = [one for one in spans if rules.is_within(one.starts_at, one.ends_at, moment)]

        is_in = spans[0].starts_at <= moment < spans[-1].ends_at
        assert len(within) == int(is_in)

    @pytest.mark.parametrize(
        "spans",
        [
            [],
            [span(date(2027, 3, 2), date(2027, 3, 1))],
            [
                span(date(2027, 3, 1), date(2027, 3, 5)),
                span(date(2027, 3, 5), date(2027, 3, 9)),
            ],
            [span(date(2027, 3, 1), date(2031, 3, 1))],
        ],
        ids=["none", "backwards", "one day shared", "too long"],
    )
    def test_what_does_not_follow_is_refused(self, spans):
        with pytest.raises(rules.WrongDates):
            rules.check_spans(spans)

    def test_a_pause_between_phases_is_fine(self):
        rules.check_spans(
            [span(date(2027, 3, 1), date(2027, 3, 5)), span(date(2027, 4, 1), date(2027, 4, 9))]
        )


class TestMoving:
    past = span(date(2027, 2, 1), date(2027, 2, 28))
    present = span(date(2027, 3, 1), date(2027, 3, 20))
    coming = span(date(2027, 3, 21), date(2027, 4, 20))

    def check(self, *after):
        rules.check_moved([self.past, self.present, self.coming], after, now=NOON)

    def test_what_runs_may_last_longer_and_what_comes_may_move(self):
        longer = self.present._replace(last_day=date(2027, 3, 31))
        later = self.coming._replace(first_day=date(2027, 4, 1), last_day=date(2027, 4, 5))

        self.check(self.past, longer, later)

    @pytest.mark.parametrize(
        ("place", "change"),
        [
            (0, {"last_day": date(2027, 2, 20)}),
            (0, {"first_day": date(2027, 2, 2)}),
            (1, {"first_day": date(2027, 3, 2)}),
            (1, {"last_day": date(2027, 3, 19)}),
            (2, {"first_day": date(2027, 3, 12)}),
            (2, {"type": PhaseType.DECISION}),
        ],
    )
    def test_nobody_loses_time_they_were_promised(self, place, change):
        after = [self.past, self.present, self.coming]
        after[place] = after[place]._replace(**change)

        with pytest.raises(rules.WrongDates):
            self.check(*after)

    def test_phases_are_neither_added_nor_dropped(self):
        with pytest.raises(rules.WrongDates):
            self.check(self.past, self.present)


WHOLE = {
    "is_draft": True,
    "promise": "Pubblichiamo che cosa faremo, entro un mese.",
    "promise_by": "Il consiglio",
    "promise_due_on": date(2027, 6, 1),
    "starts_at": NOON,
    "ends_at": NOON + timedelta(days=30),
    "now": NOON,
}


class TestOpening:
    def test_asks_nothing_more_of_a_whole_promise(self):
        rules.check_can_open(**WHOLE)

    @pytest.mark.parametrize(
        "missing",
        [
            {"is_draft": False},
            {"promise": "Vedremo."},
            {"promise_by": "  "},
            {"promise_due_on": None},
            {"promise_due_on": date(2027, 3, 11)},
            {"ends_at": NOON},
        ],
    )
    def test_refuses_a_promise_that_is_not_whole(self, missing):
        with pytest.raises(rules.CannotOpen):
            rules.check_can_open(**WHOLE | missing)

    def test_there_is_room_until_the_cap(self):
        rules.check_room(rules.MOST_AT_ONCE - 1)
        with pytest.raises(rules.CannotOpen, match="altri 3 percorsi"):
            rules.check_room(rules.MOST_AT_ONCE)


class TestEnding:
    @pytest.mark.parametrize(("is_open", "words"), [(False, "Fatto."), (True, "  ")])
    def test_needs_an_open_process_and_words(self, is_open, words):
        with pytest.raises(rules.CannotEnd):
            rules.check_can_end(is_open=is_open, words=words)


class TestWords:
    @pytest.mark.parametrize(
        "title",
        [
            "Avviso pubblico per associazioni",
            "Co-progettazione del trasporto",
            "coprogettazione",
            "Manifestazione d’interesse",
            "manifestazioni di interesse",
            "Bozza di convenzione",
            "Procedura art. 55",
            "Articolo 55 del Codice",
        ],
    )
    def test_of_administrations_are_theirs_alone(self, title):
        rules.check_words(title, is_administration=True)
        with pytest.raises(rules.ReservedWords):
            rules.check_words(title, is_administration=False)

    @pytest.mark.parametrize(
        "title", ["Invito alle associazioni", "Accordo di collaborazione", "Articolo 5", "Avvisi"]
    )
    def test_of_everybody_are_free(self, title):
        rules.check_words(title, is_administration=False)

    @pytest.mark.parametrize("kind", list(DocumentKind))
    def test_no_document_of_ours_is_called_as_those_of_administrations(self, kind):
        ours = rules.document_label(kind, is_administration=False)

        rules.check_words(ours, is_administration=False)
        assert rules.document_label(kind, is_administration=True)


class TestTerms:
    def test_twenty_whole_days_are_enough_and_one_less_is_not(self):
        # Published on the 12th: the last day may be the 1st of April, included.
        enough = rules.midnight(date(2027, 4, 2))

        rules.check_term(DocumentKind.INVITATION, due_at=enough, now=NOON)
        with pytest.raises(rules.CannotPublish):
            rules.check_term(
                DocumentKind.INVITATION, due_at=rules.midnight(date(2027, 4, 1)), now=NOON
            )

    @given(minutes=st.integers(0, 10 * 366 * 24 * 60))
    def test_the_shortest_term_is_the_first_that_is_accepted(self, minutes):
        now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
        soonest = documents.shortest_term(now)

        rules.check_term(DocumentKind.REQUEST, due_at=soonest, now=now)
        with pytest.raises(rules.CannotPublish):
            rules.check_term(
                DocumentKind.REQUEST, due_at=soonest - timedelta(microseconds=1), now=now
            )
        assert soonest - now >= timedelta(days=20) - timedelta(hours=1)

    def test_what_asks_for_nothing_needs_no_term(self):
        rules.check_term(DocumentKind.MINUTES, due_at=None, now=NOON)
        with pytest.raises(rules.CannotPublish):
            rules.check_term(DocumentKind.INVITATION, due_at=None, now=NOON)

    def test_a_hash_says_number_version_title_and_text(self):
        base = {"number": 1, "version": 1, "title": "T", "body": "B"}
        hashes = {
            rules.sha256_of(**base | change)
            for change in ({}, {"number": 2}, {"version": 2}, {"title": "U"}, {"body": "C"})
        }

        assert len(hashes) == 5
