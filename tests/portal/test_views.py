import json
import xml.etree.ElementTree as ET

import pytest

from auriga_web import paths
from auriga_web.core.search import index_entry
from auriga_web.needs.models import CountKind, NeedCount
from auriga_web.portal.views.pages import HOW_IT_WORKS, PAGES
from auriga_web.territories import operations as territories
from tests.factories import (
    NOON,
    AnswerFactory,
    ComuneFactory,
    InitiativeFactory,
    NeedFactory,
    PersonFactory,
    ServiceAreaFactory,
    ServiceFactory,
)


class TestHome:
    def test_asks_one_question_and_says_how_much_there_is(self, client, db):
        db.session.add(NeedCount(kind=CountKind.COMUNE, key=1, value="published", n=1204))
        ServiceFactory()

        page = client.get("/")

        assert "Che cosa manca dove vivi?" in page.text
        assert "Cerca tra 1.204 bisogni e 1 servizio" in page.text
        assert "Scrivi un bisogno" in page.text

    def test_shows_the_answers_that_came(self, client):
        AnswerFactory(body="Ne parliamo al tavolo di aprile.")

        assert "Ne parliamo al tavolo di aprile." in client.get("/").text

    def test_stays_within_twelve_queries_and_thirty_kilobytes(self, client, count_queries):
        territories.load_territories(NOON)
        for _number in range(6):
            AnswerFactory()

        with count_queries() as statements:
            page = client.get("/")

        assert len(statements) <= 12, statements
        assert len(page.data) < 31_000

    def test_stays_within_twelve_queries_for_who_is_signed_in(self, client, sign_in, count_queries):
        AnswerFactory()
        InitiativeFactory(co_design=True)
        sign_in(PersonFactory(facilitator=True))

        with count_queries() as statements:
            client.get("/")

        assert len(statements) <= 12, statements

    def test_gives_a_visitor_no_cookie_and_no_form_to_post(self, client):
        page = client.get("/")

        assert "Set-Cookie" not in page.headers
        assert 'method="post"' not in page.text


class TestMap:
    def test_links_every_comune_by_name_with_its_count(self, client, db):
        territories.load_territories(NOON)
        page = client.get("/comuni")

        assert page.text.count("<path class=") == 59
        assert "<title>Foligno: 0</title>" in page.text
        assert "CC BY 4.0" in page.text
        start, end = page.text.index('<figure class="map"'), page.text.index("</figure>")
        assert end - start < 40_000


class TestSearch:
    def test_finds_things_of_every_kind(self, client):
        service = ServiceFactory()
        self._index("service", service.id, "Trasporto alle visite")

        page = client.get("/cerca?q=trasporti")

        assert f'href="/servizi/{service.id}"' in page.text

    def test_of_one_kind_leaves_out_the_others(self, client):
        self._index("service", ServiceFactory().id, "Trasporto alle visite")

        assert "Trasporto alle visite" not in client.get("/cerca?q=trasporti&tipo=bisogni").text

    def test_offers_the_page_of_a_comune(self, client):
        ComuneFactory(name="Città di Castello", slug="citta-di-castello")

        page = client.get("/cerca?q=citta+di+castello")

        assert 'href="/comuni/citta-di-castello"' in page.text

    @pytest.mark.parametrize("query", ["", "  ", "<script>", "a" * 5000, "(", '"', "%"])
    def test_takes_whatever_is_typed(self, client, query):
        page = client.get("/cerca", query_string={"q": query})

        assert page.status_code == 200
        assert "<script>alert" not in page.text

    def test_marks_the_words_that_were_looked_for(self, client):
        self._index("service", ServiceFactory().id, "I trasporti <b>sociali</b>")

        page = client.get("/cerca?q=trasporto+guidare").text

        assert "I <mark>trasporti</mark> &lt;b&gt;sociali&lt;/b&gt;" in page
        assert "Chi non <mark>guida</mark>" in page

    def test_puts_a_mistyped_word_right_and_says_so(self, client):
        service = ServiceFactory()
        self._index("service", service.id, "Trasporto alle visite")

        page = client.get("/cerca?q=trasprto").text

        assert 'href="/cerca?q=trasporto"' in page
        assert f'href="/servizi/{service.id}"' in page

    def test_counts_what_each_filter_would_leave(self, client):
        area = ServiceAreaFactory(name="Comunità")
        for _ in range(2):
            index_entry(
                kind="need",
                subject_id=NeedFactory(published=True).id,
                title="Trasporto",
                body="",
                summary="",
                at=NOON,
                area_id=area.id,
            )
        self._index("service", ServiceFactory().id, "Trasporto alle visite")

        page = client.get("/cerca?q=trasporto").text

        for words in ("Tutto (3)", "Bisogni (2)", "Servizi (1)", "Iniziative (0)", "Comunità (2)"):
            assert words in page

    def test_narrowed_keeps_to_the_filters_in_its_address(self, client):
        area = ServiceAreaFactory()
        inside, outside = NeedFactory(published=True).id, NeedFactory(published=True).id
        for need_id, area_id in ((inside, area.id), (outside, None)):
            index_entry(
                kind="need",
                subject_id=need_id,
                title="Trasporto",
                body="",
                summary="",
                at=NOON,
                area_id=area_id,
            )

        page = client.get(f"/cerca?q=trasporto&area={area.slug}").text

        assert f'href="/bisogni/{inside}"' in page
        assert f'href="/bisogni/{outside}"' not in page

    def test_goes_on_where_a_page_ended(self, client):
        ids = [ServiceFactory().id for _ in range(25)]
        for service_id in ids:
            self._index("service", service_id, "Trasporto alle visite")

        first, second = (client.get(f"/cerca?q=trasporto{more}").text for more in ("", "&da=20"))

        assert "da=20" in first
        shown = [[i for i in ids if f'href="/servizi/{i}"' in page] for page in (first, second)]
        assert [len(page) for page in shown] == [20, 5]
        assert sorted(shown[0] + shown[1]) == ids

    @pytest.mark.parametrize("how_many", [10, 1000])
    def test_asks_as_many_statements_however_much_there_is(self, client, count_queries, how_many):
        service_id = ServiceFactory().id
        for number in range(how_many):
            self._index("service", service_id * 10_000 + number, "Trasporto alle visite")

        with count_queries() as statements:
            assert client.get("/cerca?q=trasporto").status_code == 200

        assert len(statements) <= 5, statements

    @pytest.mark.parametrize(
        "more", ["&da=-1", "&da=abc", "&da=99999999999", "&area=x&territorio=y&tipo=z", "&da=1e3"]
    )
    def test_leaves_out_what_it_does_not_know(self, client, more):
        self._index("service", ServiceFactory().id, "Trasporto alle visite")

        assert client.get(f"/cerca?q=trasporto{more}").status_code == 200

    def _index(self, kind, subject_id, title):
        index_entry(
            kind=kind,
            subject_id=subject_id,
            title=title,
            body="Chi non guida",
            summary="Chi non guida",
            at=NOON,
        )


class TestSuggestions:
    def test_are_links_to_what_is_found_so_far(self, client):
        service = ServiceFactory()
        index_entry(
            kind="service", subject_id=service.id, title="Emporio", body="", summary="", at=NOON
        )

        answer = client.get("/cerca/suggerimenti?q=empo", headers={"HX-Request": "true"})

        assert f'href="/servizi/{service.id}"' in answer.text
        assert 'role="option"' in answer.text
        assert "HX-Request" in answer.headers["Vary"]
        assert "<html" not in answer.text

    @pytest.mark.parametrize("typed", ["", "e", "zzz", "'", "(", "%"])
    def test_are_none_where_nothing_fits(self, client, typed):
        answer = client.get(
            "/cerca/suggerimenti", query_string={"q": typed}, headers={"HX-Request": "true"}
        )

        assert answer.status_code == 200
        assert 'role="option"' not in answer.text

    def test_lead_to_search_without_a_script(self, client):
        answer = client.get("/cerca/suggerimenti?q=emporio")

        assert answer.location == "/cerca?q=emporio"


class TestComune:
    def test_says_what_is_missing_and_what_there_is(self, client):
        comune = ComuneFactory(name="Trevi", slug="trevi")
        NeedFactory(published=True, comune=comune, title="Manca un autobus")
        NeedFactory(comune=comune, title="Solo una bozza")
        sensitive = ServiceAreaFactory(sensitive=True)
        NeedFactory(published=True, comune=comune, area=sensitive, support_count=3)
        NeedFactory(published=True, comune=comune, support_count=12)
        ServiceFactory(title="Emporio", territories=[comune])
        InitiativeFactory(territory_id=comune.id, title="Un pulmino condiviso")

        page = client.get("/comuni/trevi")

        for text in ("Manca un autobus", "Emporio", "Un pulmino condiviso"):
            assert text in page.text
        assert "Solo una bozza" not in page.text
        assert "serve anche a 12 persone" in page.text
        assert "serve anche a 3 persone" not in page.text

    def test_of_another_name_is_not_there(self, client):
        assert client.get("/comuni/atlantide").status_code == 404

    def test_stays_within_twelve_queries(self, client, sign_in, count_queries):
        ComuneFactory(slug="trevi")
        sign_in(PersonFactory())

        with count_queries() as statements:
            client.get("/comuni/trevi")

        assert len(statements) <= 12, statements


@pytest.mark.parametrize("path", ["/partecipa", "/risultati"])
class TestWindows:
    def test_stay_within_twelve_queries(self, client, sign_in, count_queries, path):
        NeedFactory(published=True)
        InitiativeFactory()
        sign_in(PersonFactory())

        with count_queries() as statements:
            page = client.get(path)

        assert page.status_code == 200
        assert len(statements) <= 12, statements

    def test_are_made_when_there_is_nothing(self, client, path):
        assert client.get(path).status_code == 200


class TestOutcomes:
    def test_give_every_number_its_denominator(self, client, db):
        db.session.add_all(
            [
                NeedCount(kind=CountKind.COMUNE, key=1, value="published", n=12),
                NeedCount(kind=CountKind.ANSWER, key=0, value="in_time", n=4),
                NeedCount(kind=CountKind.ANSWER, key=0, value="late", n=1),
            ]
        )

        page = client.get("/risultati")

        assert "5 su 12" in page.text
        assert "4 su 5" in page.text


class TestMyPage:
    def test_asks_to_sign_in(self, client):
        assert client.get("/io").status_code == 302

    def test_shows_what_i_said_and_is_kept_by_nobody(self, client, sign_in):
        person = PersonFactory()
        NeedFactory(author=person, title="Il mio bisogno", returned=True)
        NeedFactory(published=True, title="Di un altro")
        sign_in(person)

        page = client.get("/io")

        assert "Il mio bisogno" in page.text
        assert "Di un altro" not in page.text
        assert page.headers["Cache-Control"] == "no-store"

    def test_stays_within_twelve_queries(self, client, sign_in, count_queries):
        person = PersonFactory()
        for _number in range(5):
            NeedFactory(author=person)
        sign_in(person)

        with count_queries() as statements:
            client.get("/io")

        assert len(statements) <= 12, statements


class TestPagesOfText:
    @pytest.mark.parametrize("slug", [HOW_IT_WORKS, *PAGES])
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_are_there_in_both_languages(self, client, slug, prefix):
        page = client.get(f"{prefix}/{slug}")

        assert page.status_code == 200
        assert page.text.count("<h1>") == 1

    def test_have_a_file_in_each_language_and_no_other(self):
        folder = paths.TEMPLATES / "portal" / "pages"
        wanted = {f"{slug}.html" for slug in (HOW_IT_WORKS, *PAGES)}

        for language in ("it", "en"):
            assert {path.name for path in (folder / language).iterdir()} == wanted

    def test_give_the_numbers_to_call(self, client):
        page = client.get("/parla-con-un-operatore")

        for number in ("112", "1522", "114"):
            assert f'href="tel:{number}"' in page.text


class TestForMachines:
    def test_robots_name_the_site_map(self, client):
        assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text

    def test_site_map_holds_public_things_alone(self, client):
        shown = NeedFactory(published=True)
        hidden = [
            NeedFactory(),
            NeedFactory(published=True, hidden=True),
            NeedFactory(published=True, area=ServiceAreaFactory(sensitive=True)),
        ]
        index_entry(kind="service", subject_id=7, title="Emporio", body="", summary="", at=NOON)

        answer = client.get("/sitemap.xml")

        addresses = [place.text for place in ET.fromstring(answer.data).iter() if place.text]
        assert "http://localhost/servizi/7" in addresses
        assert f"http://localhost/bisogni/{shown.id}" in addresses
        for need in hidden:
            assert f"http://localhost/bisogni/{need.id}" not in addresses

    def test_site_map_leaves_out_initiatives_of_sensitive_areas(self, client):
        areas = ServiceAreaFactory(), ServiceAreaFactory(sensitive=True)
        shown, sensitive = (InitiativeFactory(area_id=area.id) for area in areas)
        for initiative in (shown, sensitive):
            index_entry(
                kind="initiative",
                subject_id=initiative.id,
                title="Una casa",
                body="",
                summary="",
                at=NOON,
            )

        page = client.get("/sitemap.xml").text

        assert f"/iniziative/{shown.id}<" in page
        assert f"/iniziative/{sensitive.id}<" not in page

    def test_manifest_can_be_read(self, client):
        answer = client.get("/site.webmanifest")

        assert answer.mimetype == "application/manifest+json"
        assert json.loads(answer.data)["start_url"] == "/"
