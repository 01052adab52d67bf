"""Tests of paging by key."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.core import keyset

moments = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC)
)
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)


class TestCursor:
    @given(st.tuples(moments, st.integers(min_value=0, max_value=2**31 - 1), texts))
    def test_reads_back_what_it_was_made_of(self, key):
        cursor = keyset.encode(key)

        assert keyset.decode(cursor, kinds=(datetime, int, str)) == key

    @pytest.mark.parametrize(
        "cursor", [None, "", "x", "!!!", "W10", "WzFd" * 200, "WyJ0Il0", "eyJhIjoxfQ", "à"]
    )
    def test_that_is_none_of_ours_starts_from_the_first_page(self, cursor):
        assert keyset.decode(cursor, kinds=(datetime, int)) is None

    @given(st.text(max_size=100))
    def test_never_fails_on_what_people_put_in_addresses(self, cursor):
        keyset.decode(cursor, kinds=(datetime, int))

    @pytest.mark.parametrize(
        ("key", "kinds"),
        [
            ((2**31,), (int,)),
            ((-(2**63),), (int,)),
            ((datetime(2026, 1, 1),), (datetime,)),
            ((datetime(1, 1, 1, tzinfo=UTC),), (datetime,)),
            (("a\x00",), (str,)),
            (("\ud800",), (str,)),
        ],
    )
    def test_with_what_no_database_takes_starts_from_the_first_page(self, key, kinds):
        assert keyset.decode(keyset.encode(key), kinds=kinds) is None

    def test_of_another_order_starts_from_the_first_page(self):
        assert keyset.decode(keyset.encode((1, 2)), kinds=(datetime, int)) is None


class TestTake:
    @given(st.lists(st.integers(), max_size=30), st.integers(min_value=1, max_value=10))
    def test_walks_through_every_row_once(self, rows, limit):
        rows = sorted(set(rows))
        seen, start = [], 0
        while True:
            page = keyset.take(rows[start : start + limit + 1], limit=limit, key=lambda row: (row,))
            seen += page.rows
            start += len(page.rows)
            if page.next_cursor is None:
                break

        assert seen == rows
