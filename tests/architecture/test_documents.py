"""Documents that list what the code holds list all of it."""

import pytest

from tools import reference

pytestmark = pytest.mark.once


def test_every_address_is_listed(app):
    assert reference.ADDRESSES.read_text(encoding="utf-8") == reference.addresses(app), "make docs"


class TestDataMap:
    def test_names_every_column(self, app):
        known = set(reference.read_data_map())
        actual = set(reference.columns())

        assert known == actual, f"make docs, then answer: {known ^ actual}"

    def test_answers_for_every_column(self, app):
        unanswered = [
            f"{table}.{column}"
            for (table, column), (personal, kept) in reference.read_data_map().items()
            if personal not in {"yes", "no"} or (personal == "yes" and not kept)
        ]

        assert not unanswered, f"personal: yes or no; and how long it is kept: {unanswered}"
