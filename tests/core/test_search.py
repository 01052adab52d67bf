"""Tests of finding things in Italian, on both engines."""

import pytest

from auriga_web.core import search
from auriga_web.core.search.words import stems
from tests.factories import NOON


def index(subject_id: int, title: str, body: str = "", kind: str = "need") -> None:
    search.index_entry(
        kind=kind, subject_id=subject_id, title=title, body=body, summary=body, at=NOON
    )


def found(query: str, kind: str = "need") -> list[str]:
    return [hit.subject_id for hit in search.search(query, kinds=[kind])]


class TestStems:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("anziano", "anziani"),
            ("l'anziana", "degli anziani"),
            ("dell’assistenza", "assistenza"),
            ("perché", "perche"),
            ("CITTÀ", "citta"),
            ("visita", "visite"),
            ("accompagnare", "accompagnano"),
            ("un'auto", "auto"),
        ],
    )
    def test_are_the_same_for_words_of_one_meaning(self, one, other):
        assert stems(one) == stems(other)

    def test_leave_out_words_without_meaning(self):
        assert stems("che cosa manca alle persone") == stems("manca persone")


class TestSearch:
    def test_finds_whatever_the_number_accent_or_elision(self, db):
        index(1, "L’anziana che non guida", "Nessuno l'accompagna alle visite")
        index(2, "Doposcuola in Valnerina")

        assert found("anziani") == ["1"]
        assert found("VISITA") == ["1"]
        assert found("dopo scuola") == []
        assert found("doposcuola valnerina") == ["2"]

    def test_grows_with_the_last_word_as_it_is_typed(self, db):
        index(1, "Trasporto sociale")

        assert found("trasporto soc") == ["1"]

    def test_puts_a_match_in_the_title_first(self, db):
        index(1, "Orti", "si parla anche di trasporto")
        index(2, "Trasporto", "nelle frazioni")

        assert found("trasporto") == ["2", "1"]

    def test_renews_what_changed_and_forgets_what_went(self, db):
        index(1, "Panchine")
        index(1, "Lampioni")
        assert found("panchina") == []
        assert found("lampione") == ["1"]

        search.remove_entry(kind="need", subject_id=1)

        assert found("lampione") == []

    def test_keeps_kinds_apart(self, db):
        index(1, "Orto sociale", kind="need")
        index(7, "Orto sociale", kind="initiative")

        assert found("orto", kind="initiative") == ["7"]

    @pytest.mark.parametrize(
        "query",
        ["", " ", "'", '"', "a AND b", "NEAR(", "* -x", "x:*", "&|!", "''; DROP", "è" * 900],
    )
    def test_takes_anything_people_type(self, db, query):
        assert found(query) == []

    def test_answers_with_one_statement(self, db, count_queries):
        index(1, "Orto sociale")

        with count_queries() as statements:
            assert found("orto") == ["1"]

        assert len(statements) == 1


class TestSimilar:
    def test_shares_some_words_and_leaves_out_itself(self, db):
        index(1, "Accompagnare alle visite chi non guida")
        index(2, "Accompagnamento in ospedale per le visite")
        index(3, "Doposcuola")

        hits = search.find_similar("chi accompagna alle visite?", kinds=["need"], without="1")

        assert [hit.subject_id for hit in hits] == ["2"]


def test_matching_ids_are_numbers(db):
    index(12, "Orto")

    assert search.list_matching_ids("orto", kind="need") == [12]
