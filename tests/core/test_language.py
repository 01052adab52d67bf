"""Tests of languages: Italian without a prefix, English under /en, dates as people write them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from auriga_web.core import language
from tests.factories import NOON


class TestThePrefix:
    def test_chooses_the_language(self, client):
        assert '<html lang="it"' in client.get("/niente-di-simile").text
        assert '<html lang="en"' in client.get("/en/niente-di-simile").text

    def test_is_not_any_word_that_begins_alike(self, client):
        assert '<html lang="it"' in client.get("/entrate").text

    def test_leaves_no_trace_in_the_next_request(self, client):
        client.get("/en/niente-di-simile")

        assert '<html lang="it"' in client.get("/niente-di-simile").text

    def test_is_the_only_thing_that_counts(self, client):
        answer = client.get("/niente-di-simile", headers={"Accept-Language": "en"})

        assert '<html lang="it"' in answer.text

    def test_leads_to_the_same_page_in_the_other_language(self, client):
        assert 'href="/en/niente-di-simile?a=1"' in client.get("/niente-di-simile?a=1").text
        assert 'href="/niente-di-simile?a=1"' in client.get("/en/niente-di-simile?a=1").text


class TestDates:
    def test_are_written_out(self):
        assert language.day(date(2027, 3, 12)) == "12 marzo 2027"

    def test_are_those_of_italy(self):
        assert language.day(datetime(2027, 3, 12, 23, 30, tzinfo=UTC)) == "13 marzo 2027"

    def test_say_the_hour_of_italy_in_summer_and_winter(self):
        assert language.moment(NOON) == "venerdì 12 marzo 2027 alle 13:00"
        assert language.clock_time(NOON) == "13:00"
        assert language.clock_time(NOON + timedelta(days=60)) == "14:00"

    def test_are_english_in_english(self):
        with language.in_language("en"):
            assert language.day(date(2027, 3, 12)) == "12 March 2027"
        assert language.day(date(2027, 3, 12)) == "12 marzo 2027"

    def test_say_how_long_ago(self):
        assert language.ago(NOON - timedelta(days=3), NOON) == "3 giorni fa"
        assert language.ago(NOON + timedelta(hours=2), NOON) == "tra 2 ore"


class TestNumbers:
    @pytest.mark.parametrize(
        ("cents", "written"), [(2_800_000, "28.000 €"), (150, "1,50 €"), (0, "0 €")]
    )
    def test_of_money(self, cents, written):
        assert language.euro(cents).replace("\xa0", " ") == written

    def test_have_their_thousands_apart(self):
        assert language.number(1204) == "1.204"
        assert language.number(31_000) == "31.000"

    def test_of_nothing_are_no_share(self):
        assert language.percent(3, 0) == "0%"
        assert language.percent(37, 120) == "31%"
