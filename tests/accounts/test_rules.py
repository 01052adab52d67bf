"""Passwords, identities, sessions, roles: what must hold."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.accounts import rules
from auriga_web.core import limits
from auriga_web.core.access import Role

NOON = datetime(2027, 3, 12, 12, tzinfo=UTC)


class TestPassword:
    @pytest.mark.parametrize(
        "password",
        [
            "una casa con le finestre verdi",
            "correct horse battery staple",
            "quattro gatti sul tetto rosso",
            "7Kp!zQ2#vL9x",
        ],
    )
    def test_that_is_long_and_one_s_own_is_good(self, password):
        rules.check_password(password, words=["Ada", "ada@example.com"])

    @pytest.mark.parametrize(
        "password",
        [
            "corta",
            "undici-car.",
            "a" * 201,
            "aaaaaaaaaaaaaa",
            "abababababab",
            "abcdefghijklm",
            "123456789012345",
            "Password1234!",
            "P@ssw0rd2026!!",
            "passwordpassword",
            "Perugia.2026.perugia",
            "cooperativasociale1",
            "auriga-dimostrazione",
            "Auriga-Dimostrazione-2026",
            "ada@example.com",
            "AdaLovelace1234",
        ],
    )
    def test_that_is_tried_first_is_refused(self, password):
        with pytest.raises(rules.WeakPassword):
            rules.check_password(password, words=["Ada Lovelace", "ada@example.com"])

    @given(st.text(max_size=300))
    def test_of_any_kind_gets_a_verdict(self, password):
        fits = rules.SHORTEST_PASSWORD <= len(password) <= rules.LONGEST_PASSWORD
        try:
            rules.check_password(password)
        except rules.WeakPassword:
            return
        assert fits


class TestIdentity:
    def test_is_the_same_however_it_is_written(self):
        assert rules.fiscal_code_text("rss mra 85t10a562s") == rules.fiscal_code_text(
            "RSSMRA85T10A562S"
        )
        assert rules.document_text("ci", "ca 12345 aa") == rules.document_text("ci", "CA12345AA")

    @pytest.mark.parametrize("number", ["", "RSSMRA85T10A562X", "00743110157", "ciao"])
    def test_has_letters_and_figures_that_fit(self, number):
        with pytest.raises(rules.NotAnIdentity):
            rules.fiscal_code_text(number)

    @pytest.mark.parametrize("number", ["", "1234", "x" * 21])
    def test_of_a_document_has_a_plausible_length(self, number):
        with pytest.raises(rules.NotAnIdentity):
            rules.document_text("ci", number)

    def test_is_kept_as_a_hash_that_depends_on_the_secret(self):
        text = rules.fiscal_code_text("RSSMRA85T10A562S")

        one = rules.identity_hmac(text, secret="a")
        assert one == rules.identity_hmac(text, secret="a")
        assert one != rules.identity_hmac(text, secret="b")
        assert "RSSMRA" not in one


class TestSession:
    @pytest.mark.parametrize(
        ("is_staff", "age", "idle", "is_over"),
        [
            (False, timedelta(hours=1), timedelta(hours=2), False),
            (False, timedelta(hours=3), timedelta(hours=2, seconds=1), True),
            (False, timedelta(days=29), timedelta(0), False),
            (False, timedelta(days=30), timedelta(0), True),
            (True, timedelta(hours=1), timedelta(minutes=30), False),
            (True, timedelta(hours=1), timedelta(minutes=31), True),
            (True, timedelta(hours=12), timedelta(0), True),
        ],
    )
    def test_is_over_when_idle_or_old(self, is_staff, age, idle, is_over):
        verdict = rules.is_over(
            is_staff=is_staff,
            created_at=NOON - age,
            seen_at=NOON - idle,
            expires_at=NOON - age + timedelta(days=30),
            now=NOON,
        )

        assert verdict is is_over

    @pytest.mark.parametrize(
        ("agent", "name"),
        [
            (
                "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Safari/537.36",
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (iPhone; like Mac OS X) Safari/604.1",
                "Safari, iPhone",
            ),
            ("<script>alert(1)</script>", ""),
            ("", ""),
        ],
    )
    def test_is_called_by_its_browser(self, agent, name):
        assert rules.device_name(agent) == name


class TestAdministrator:
    def test_role_is_taken_by_another_while_one_is_left(self):
        rules.check_can_take_role(Role.ADMINISTRATOR, is_own=False, administrators=2)
        rules.check_can_take_role(Role.MODERATOR, is_own=True, administrators=0)

    @pytest.mark.parametrize(("is_own", "administrators"), [(True, 5), (False, 1)])
    def test_role_is_not_given_up_or_lost(self, is_own, administrators):
        with pytest.raises(rules.CannotTakeRole):
            rules.check_can_take_role(
                Role.ADMINISTRATOR, is_own=is_own, administrators=administrators
            )


class TestPause:
    @given(st.integers(min_value=0, max_value=10_000))
    def test_never_shrinks_and_never_lasts_for_ever(self, failures):
        assert limits.pause_after(failures) <= limits.pause_after(failures + 1)
        assert limits.pause_after(failures) <= timedelta(minutes=15)
