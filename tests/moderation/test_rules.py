from datetime import UTC, datetime, timedelta

import pytest

from auriga_web.moderation import rules
from auriga_web.moderation.models import Category, Ground, Verdict
from tests.factories import NOON


class TestAppealUntil:
    @pytest.mark.parametrize(
        ("decided", "until"),
        [
            ((2027, 3, 12), (2027, 9, 12)),
            ((2026, 8, 31), (2027, 2, 28)),
            ((2027, 8, 31), (2028, 2, 29)),
        ],
    )
    def test_is_six_months_later(self, decided, until):
        assert rules.appeal_until(datetime(*decided, tzinfo=UTC)) == datetime(*until, tzinfo=UTC)


class TestCheckAppeal:
    def test_refuses_after_six_months(self):
        with pytest.raises(rules.CannotAppeal):
            rules.check_appeal("Perché no.", decided_at=NOON, now=NOON + timedelta(days=190))

    def test_refuses_silence(self):
        with pytest.raises(rules.CannotAppeal):
            rules.check_appeal("  ", decided_at=NOON, now=NOON)


class TestCheckReasons:
    @pytest.mark.parametrize(
        ("ground", "rule", "facts"),
        [
            (None, "Rispetto", "Insulta."),
            (Ground.RULES, " ", "Insulta."),
            (Ground.LAW, "art. 1", ""),
        ],
    )
    def test_refuses_a_restriction_without_reasons(self, ground, rule, facts):
        with pytest.raises(rules.CannotDecide):
            rules.check_reasons(Verdict.HIDE, ground=ground, rule=rule, facts=facts)

    def test_asks_nothing_of_what_stays(self):
        rules.check_reasons(Verdict.NOTHING_WRONG, ground=None, rule="", facts="")


class TestHidesByItself:
    @pytest.mark.parametrize(
        ("trusted", "reviewed", "staff", "guarantor", "hides"),
        [
            (3, False, False, False, True),
            (2, False, False, False, False),
            (9, True, False, False, False),
            (9, False, True, False, False),
            (9, False, False, True, False),
        ],
    )
    def test_only_what_nobody_has_looked_at_and_is_not_staffs(
        self, trusted, reviewed, staff, guarantor, hides
    ):
        assert (
            rules.hides_by_itself(
                trusted_reporters=trusted,
                was_reviewed=reviewed,
                is_by_staff=staff,
                is_for_guarantor=guarantor,
            )
            is hides
        )


class TestSpeaksOfConsortium:
    NAMES = ("Cooperativa L'Aquilone", "Ape", "")

    @pytest.mark.parametrize(
        "text",
        ["Il CONSORZIO tace.", "cooperativa l’aquilone!", "Scrivete ad Auriga.", "La «Ape»."],
    )
    def test_knows_its_names_whatever_the_writing(self, text):
        assert rules.speaks_of_consortium(text, names=self.NAMES)

    @pytest.mark.parametrize("text", ["", "Le aperture sono poche.", "Un aquilone in cielo."])
    def test_does_not_take_a_part_of_a_word_for_a_name(self, text):
        assert not rules.speaks_of_consortium(text, names=self.NAMES)


def test_danger_weighs_most():
    assert max(Category, key=rules.harm_of) is Category.DANGER
