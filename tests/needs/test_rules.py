"""What must hold of needs."""

from datetime import UTC, datetime, timedelta

import pytest

from auriga_web.needs import rules
from auriga_web.needs.models import NeedState, SpeaksFor

NOW = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


class TestMoves:
    @pytest.mark.parametrize("state", list(NeedState))
    def test_no_state_leads_to_itself_or_back_to_a_draft(self, state):
        assert not rules.may_move(state, state)
        assert not rules.may_move(state, NeedState.DRAFT)

    def test_withdrawing_ends_everything(self):
        assert not any(rules.may_move(NeedState.WITHDRAWN, state) for state in NeedState)

    @pytest.mark.parametrize(
        "state", ["published", "taken_up", "answered", "not_pursued", "archived", "merged"]
    )
    def test_what_was_published_can_always_be_withdrawn(self, state):
        rules.check_move(NeedState(state), NeedState.WITHDRAWN)

    def test_a_wrong_move_says_what_to_do(self):
        with pytest.raises(rules.WrongState, match="riprova"):
            rules.check_move(NeedState.ANSWERED, NeedState.PUBLISHED)


class TestHolding:
    @pytest.mark.parametrize(
        ("is_verified", "has_approved", "days", "written", "held"),
        [
            (False, False, 60, 0, True),
            (True, False, 60, 0, False),
            (False, True, 60, 0, False),
            (True, True, 0, 2, False),
            (True, True, 0, 3, True),
            (True, True, 2, 30, False),
        ],
    )
    def test_first_needs_wait(self, is_verified, has_approved, days, written, held):
        assert held == rules.is_held(
            is_verified=is_verified,
            has_approved=has_approved,
            account_age=timedelta(days=days),
            written_lately=written,
        )


class TestChecks:
    def test_a_reason_is_not_spaces(self):
        assert rules.check_reason(" Perché sì. ") == "Perché sì."
        with pytest.raises(rules.ReasonMissing):
            rules.check_reason(" \n")

    def test_a_withdrawal_gives_one_of_the_reasons(self):
        assert rules.check_withdrawal_reason("solved") == "solved"
        with pytest.raises(rules.ReasonMissing):
            rules.check_withdrawal_reason("altro")

    def test_sensitive_areas_ask_for_consent(self):
        rules.check_consent(is_sensitive=True, has_consented=True)
        rules.check_consent(is_sensitive=False, has_consented=False)
        with pytest.raises(rules.ConsentMissing):
            rules.check_consent(is_sensitive=True, has_consented=False)

    def test_for_an_organisation_speaks_who_acts_in_its_name(self):
        rules.check_speaks_for(SpeaksFor.MY_ORGANISATION, body_id=1)
        rules.check_speaks_for(SpeaksFor.FAMILY, body_id=None)
        with pytest.raises(rules.NoBody):
            rules.check_speaks_for(SpeaksFor.MY_ORGANISATION, body_id=None)

    def test_an_old_version_is_not_changed(self):
        rules.check_version(known=2, present=2)
        with pytest.raises(rules.ChangedMeanwhile):
            rules.check_version(known=1, present=2)

    def test_a_need_is_united_with_another_that_people_find(self):
        rules.check_target(is_itself=False, is_listed=True)
        for is_itself, is_listed in ((True, True), (False, False)):
            with pytest.raises(rules.NotAnother):
                rules.check_target(is_itself=is_itself, is_listed=is_listed)

    def test_on_the_day_is_in_time(self):
        assert rules.is_in_time(answered_at=NOW, due_at=NOW)
        assert rules.is_in_time(answered_at=NOW, due_at=None)
        assert not rules.is_in_time(answered_at=LATER, due_at=NOW)


class TestPrivateWords:
    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            ("Chiamate il 333 123 4567", ("telephone",)),
            ("Chiamate lo 075/5012345 la mattina", ("telephone",)),
            ("+39 333 1234567", ("telephone",)),
            ("Scrivete a ada@example.com", ("email",)),
            ("RSSMRA85T10A562S", ("fiscal_code",)),
            ("IT60X0542811101000000123456", ("iban",)),
            ("IT60 X054 2811 1010 0000 0123 456", ("iban",)),
            ("Dal 2019 aspettano 1.204 persone, alle 20:30, in 06034 Foligno", ()),
            ("Servono 3.000 euro e 15 volontari nel 2026-2027", ()),
        ],
    )
    def test_are_noticed(self, text, kinds):
        assert rules.private_words(text) == kinds

    def test_cost_little_on_hostile_text(self):
        assert rules.private_words("3" * 10_000) == ()
        assert rules.private_words("a." * 5_000) == ()


class TestWords:
    def test_every_state_and_choice_has_one(self):
        assert all(rules.state_label(state) for state in NeedState)
        for one in SpeaksFor:
            assert rules.speaks_for_label(one)
            assert rules.spoken_for_label(one)
        assert all(rules.withdrawal_label(reason) for reason in rules.WITHDRAWAL_REASONS)
