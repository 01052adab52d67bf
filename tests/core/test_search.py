"""Tests of finding things in Italian, on both engines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from sqlalchemy import delete, select

from auriga_web.core import search
from auriga_web.core.search import vocabulary
from auriga_web.core.search.models import SearchWord
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

    @pytest.mark.parametrize("how_many", [10, 1000])
    def test_answers_with_two_statements_however_much_there_is(self, db, count_queries, how_many):
        for subject_id in range(how_many):
            index(subject_id, f"Orto sociale {subject_id}")

        with count_queries() as statements:
            assert len(found("orto")) == min(how_many, 20)

        assert len(statements) == 2, statements


class TestSimilar:
    def test_shares_some_words_and_leaves_out_itself(self, db):
        index(1, "Accompagnare alle visite chi non guida")
        index(2, "Accompagnamento in ospedale per le visite")
        index(3, "Doposcuola")

        hits = search.find_similar("chi accompagna alle visite?", kinds=["need"], without="1")

        assert [hit.subject_id for hit in hits] == ["2"]

    def test_is_not_led_astray_by_words_that_nobody_wrote(self, db):
        index(1, "Manca un doposcuola")

        hits = search.find_similar(
            "Doposcuola pomeridiano: dalle due alle sei bambini restano soli chiusi dentro casa",
            kinds=["need"],
        )

        assert [hit.subject_id for hit in hits] == ["1"]

    def test_is_about_the_rare_words_more_than_the_common_ones(self, db):
        for subject_id in range(10, 30):
            index(subject_id, f"Manca un servizio {subject_id}")
        index(1, "Ippoterapia")
        vocabulary.renew_vocabulary(NOON)

        hits = search.find_similar("Manca un servizio di ippoterapia", kinds=["need"], limit=1)

        assert [hit.subject_id for hit in hits] == ["1"]


def test_matching_ids_are_numbers(db):
    index(12, "Orto")

    assert search.list_matching_ids("orto", kind="need") == [12]


# What people type, and what they mean: the same table on every engine, in the same order.
THINGS = (
    (1, "L’anziana che non guida", "Nessuno l'accompagna alle visite in ospedale"),
    (2, "Accompagnamento alle visite", "Per chi è anziano e vive in frazione"),
    (3, "Città più verde", "Alberi e panchine davanti all’ospedale"),
    (4, "Visite mediche più vicine", "Un ambulatorio in città"),
    (5, "Doposcuola", "Un'aula per studiare insieme, con le visite ai musei"),
    (6, "Assistenza 24h", "Di notte non risponde nessuno"),
)
ASKED = {
    "anziani": ["1", "2"],
    "ANZIANA": ["1", "2"],
    "visita": ["4", "2", "5", "1"],
    "accompagnare visita": ["2", "1"],
    "visite ospedale": ["1"],
    "dell'ospedale": ["3", "1"],
    "citta": ["3", "4"],
    "CITTÀ": ["3", "4"],
    "citta' verde": ["3"],
    "un'aula": ["5"],
    "24h": ["6"],
    "24": ["6"],
    "dopo": ["5"],
    "dopos": ["5"],
    "scuola": [],
    "che cosa per la visita": ["4", "2", "5", "1"],
    "di il la": [],
    "visite | anziani": ["2", "1"],
    "kind:need visite": [],
    "visite:*": ["4", "2", "5", "1"],
    "(visite) & !anziani": ["2", "1"],
    "«visite»": ["4", "2", "5", "1"],
}


class TestWhatPeopleType:
    @pytest.mark.parametrize("query", ASKED)
    def test_finds_the_same_in_the_same_order_on_every_engine(self, db, query):
        for subject_id, title, body in THINGS:
            index(subject_id, title, body)

        assert found(query) == ASKED[query]


class TestNarrowing:
    @pytest.fixture(autouse=True)
    def things(self, db):
        for subject_id, kind, area, places in (
            (1, "need", 10, [100]),
            (2, "need", 11, [100]),
            (3, "need", 10, [101]),
            (4, "service", 10, [100, 101]),
            (5, "poll", None, []),
        ):
            search.index_entry(
                kind=kind,
                subject_id=subject_id,
                title="Trasporto sociale",
                body="",
                summary="",
                at=NOON,
                area_id=area,
                place_ids=places,
            )

    @pytest.mark.parametrize(
        ("narrowing", "expected"),
        [
            (search.Narrowing(), "54321"),
            (search.Narrowing(kinds=["need"]), "321"),
            (search.Narrowing(kinds=["need", "poll"]), "5321"),
            (search.Narrowing(area_ids=[10]), "431"),
            (search.Narrowing(area_ids=[1]), ""),
            (search.Narrowing(place_ids=[101]), "43"),
            (search.Narrowing(kinds=["need"], area_ids=[10, 11], place_ids=[100]), "21"),
        ],
    )
    def test_means_the_same_asked_of_the_index_and_of_what_was_found(self, narrowing, expected):
        asked = search.match("trasporto", narrowing)
        kept = search.match("trasporto").narrowed(narrowing)

        assert "".join(row.subject_id for row in asked.found) == expected
        assert "".join(row.subject_id for row in kept.found) == expected

    def test_counts_what_each_choice_would_leave(self):
        counts = search.match("trasporto").count_marks()

        assert (counts["kind:need"], counts["area:10"], counts["place:100"]) == (3, 3, 3)

    def test_says_when_there_is_more_than_was_ranked(self):
        assert not search.match("trasporto", most=5).is_more
        some = search.match("trasporto", most=4)
        assert some.is_more
        assert [row.subject_id for row in some.found] == ["5", "4", "3", "2"]


class TestSuggest:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("anzaini", "anziani"),
            ("anzianni", "anziani"),
            ("ambulatrio città", "ambulatorio città"),
            ("cita", "città"),
            ("Ospedlae", "ospedale"),
            ("anziani", None),
            ("zzzzzz", None),
            ("qwerty asdfg zxcvb", None),
            ("", None),
        ],
    )
    def test_puts_a_mistyped_word_right(self, db, typed, meant):
        index(1, "Un ambulatorio per gli anziani", "In città, vicino all'ospedale")

        assert search.suggest(typed) == meant

    def test_offers_only_what_finds_something(self, db):
        index(1, "Ambulatorio")
        index(2, "Anziani")

        assert search.suggest("ambulatrio anziani") is None

    def test_offers_nothing_of_what_was_taken_out_of_sight(self, db):
        index(1, "Ambulatorio")
        search.remove_entry(kind="need", subject_id=1)

        assert search.suggest("ambulatrio") is None

    def test_forgets_each_day_the_words_that_nobody_can_read(self, db):
        index(1, "Ambulatorio")
        index(2, "Ambulatori e panchine")
        search.remove_entry(kind="need", subject_id=1)

        vocabulary.renew_vocabulary(NOON)

        words = {row.word: row.entry_count for row in db.session.scalars(select(SearchWord))}
        assert words == {"ambulatori": 1, "panchine": 1}

    def test_renewing_makes_again_what_was_written_in_bulk(self, db):
        index(1, "Ambulatorio", "Con le panchine")
        db.session.execute(delete(SearchWord))

        vocabulary.renew_vocabulary(NOON)
        vocabulary.renew_vocabulary(NOON)

        assert search.suggest("panchnie") == "panchine"


class TestDistance:
    @given(st.text("abci", max_size=6), st.text("abci", max_size=6))
    def test_is_nothing_only_between_equals_and_the_same_both_ways(self, one, other):
        distance = vocabulary.distance(one, other)

        assert distance == vocabulary.distance(other, one)
        assert (distance == 0) == (one == other)
        assert abs(len(one) - len(other)) <= distance <= max(len(one), len(other))


class TestHighlight:
    @pytest.mark.parametrize(
        ("text", "query", "expected"),
        [
            ("L’anziana non guida", "anziani", "L’<mark>anziana</mark> non guida"),
            ("Più città", "citta", "Più <mark>città</mark>"),
            ("Doposcuola", "dopo", "<mark>Doposcuola</mark>"),
            (
                "<script>visite</script>",
                "visita",
                "&lt;script&gt;<mark>visite</mark>&lt;/script&gt;",
            ),
            ("Nulla", "", "Nulla"),
            ("", "visita", ""),
        ],
    )
    def test_marks_what_search_would_find_and_escapes_the_rest(self, text, query, expected):
        assert search.highlight(text, query) == expected

    @given(st.text(max_size=300), st.text(max_size=20), st.integers(20, 120))
    def test_never_loses_its_way_in_a_text(self, text, query, longest):
        shown = search.highlight(text, query, longest=longest)

        plain = shown.replace("<mark>", "").replace("</mark>", "")
        assert Markup(plain).unescape().strip("…") in text
        assert len(search.highlight(text, query)) >= len(text)

    def test_is_cut_around_the_first_word_found(self):
        text = "parola " * 40 + "visite " + "parola " * 40

        shown = search.highlight(text, "visita", longest=80)

        assert "<mark>visite</mark>" in shown
        assert shown.startswith("…")
        assert shown.endswith("…")
