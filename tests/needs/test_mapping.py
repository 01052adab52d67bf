"""The map of needs: the same filters as the list, a number for each place."""

import pytest

from auriga_web.core.search import index_entry
from tests.factories import NOON, ComuneFactory, NeedFactory, ServiceAreaFactory, ZoneFactory


class TestMap:
    def test_counts_within_the_filters_and_leads_to_the_list_there(self, client):
        comune, area = ComuneFactory(name="Trevi", slug="trevi"), ServiceAreaFactory(slug="nidi")
        NeedFactory(published=True, comune=comune, area=area)
        NeedFactory(published=True, comune=comune)

        page = client.get("/bisogni/mappa?area=nidi").text

        assert 'href="/bisogni?area=nidi&amp;territorio=trevi">Trevi</a></td><td>1</td>' in page
        assert 'href="/bisogni/elenco.csv?area=nidi"' in page
        assert 'href="/bisogni/elenco.atom?area=nidi"' in page

    def test_counts_by_zona_too(self, client):
        zone = ZoneFactory(name="Valnerina", slug="valnerina")
        for _ in range(2):
            NeedFactory(published=True, comune=ComuneFactory(zone=zone), zona_id=zone.id)

        page = client.get("/bisogni/mappa?per=zona").text

        assert 'href="/bisogni?territorio=valnerina">Valnerina</a></td><td>2</td>' in page

    def test_counts_what_words_find(self, client):
        comune = ComuneFactory(name="Trevi")
        for title in ("Manca il bus", "Manca il parco"):
            need = NeedFactory(published=True, comune=comune, title=title)
            index_entry(kind="need", subject_id=need.id, title=title, body="", summary="", at=NOON)

        assert "Trevi</a></td><td>1</td>" in client.get("/bisogni/mappa?q=bus").text

    @pytest.mark.parametrize(("how_many", "shown", "left_out"), [(4, 0, True), (5, 5, False)])
    def test_counts_few_needs_of_sensitive_areas_only_in_their_zona(
        self, client, how_many, shown, left_out
    ):
        zone = ZoneFactory(name="Valnerina", slug="valnerina")
        comune = ComuneFactory(name="Preci", zone=zone)
        area = ServiceAreaFactory(sensitive=True)
        NeedFactory.create_batch(
            how_many, published=True, comune=comune, area=area, zona_id=zone.id
        )

        page = client.get("/bisogni/mappa").text

        assert f"Preci</a></td><td>{shown}</td>" in page
        assert ("contati solo nella loro zona" in page) == left_out
        by_zona = client.get("/bisogni/mappa?per=zona").text
        assert f"Valnerina</a></td><td>{how_many}</td>" in by_zona

    @pytest.mark.parametrize("query", ["?area=x&territorio=y&stato=z&per=w", "?q='", "?per="])
    def test_leaves_out_what_it_does_not_know(self, client, query):
        NeedFactory(published=True)

        assert client.get(f"/bisogni/mappa{query}").status_code == 200

    def test_leaves_out_what_not_everybody_may_read(self, client):
        comune = ComuneFactory(name="Trevi")
        NeedFactory(comune=comune)
        NeedFactory(published=True, hidden=True, comune=comune)

        assert "Trevi</a></td><td>0</td>" in client.get("/bisogni/mappa").text

    @pytest.mark.parametrize("how_many", [10, 200])
    def test_asks_as_many_statements_however_many_needs(self, client, count_queries, how_many):
        comune = ComuneFactory()
        NeedFactory.create_batch(how_many, published=True, comune=comune)

        with count_queries() as statements:
            assert client.get("/bisogni/mappa").status_code == 200

        assert len(statements) <= 5, statements
