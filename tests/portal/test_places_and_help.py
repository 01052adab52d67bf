"""Il tuo comune in full and empty; help in other languages; what happens next, in plain words."""

import pytest

from auriga_web.initiatives.models import InitiativeState
from auriga_web.needs.models import NeedState
from auriga_web.portal import rules
from tests.factories import ComuneFactory, InitiativeFactory, NeedFactory, ZoneFactory


class TestComune:
    def test_says_what_was_answered_whom_to_call_and_how_to_follow(self, client):
        comune = ComuneFactory(name="Trevi", slug="trevi", zone=ZoneFactory(name="Foligno"))
        NeedFactory(published=True, comune=comune, title="La fontana", state=NeedState.ANSWERED)

        page = client.get("/comuni/trevi").text

        assert "Ha già una risposta" in page
        assert "La fontana" in page
        assert "Sportello:" in page
        assert "zona Foligno" in page
        assert f"/seguiti/nuovo?tipo=comune&amp;id={comune.id}" in page

    def test_says_what_to_do_when_there_is_nothing(self, client):
        ComuneFactory(name="Poggiodomo", slug="poggiodomo")

        page = client.get("/comuni/poggiodomo").text

        assert "Scrivi il primo" in page
        assert "Ha già una risposta" not in page


class TestHelp:
    @pytest.mark.parametrize(
        ("tongue", "direction"), [("ro", "ltr"), ("uk", "ltr"), ("sq", "ltr"), ("ar", "rtl")]
    )
    def test_has_a_page_in_its_language_and_direction(self, client, tongue, direction):
        page = client.get(f"/aiuto/{tongue}").text

        assert f'<article class="portal-text" lang="{tongue}" dir="{direction}">' in page
        for number in ("112", "1522", "114"):
            assert f'href="tel:{number}"' in page

    def test_is_reached_from_the_page_of_help_and_from_the_map_of_the_site(self, client):
        for address in ("/aiuto-in-altre-lingue", "/sitemap.xml"):
            page = client.get(address).text
            assert all(f"/aiuto/{tongue}" in page for tongue in ("ro", "uk", "sq", "ar"))

    def test_in_another_language_is_not_found(self, client):
        assert client.get("/aiuto/xx").status_code == 404


class TestWhatHappensNow:
    def test_is_said_on_the_page_of_a_need_and_of_an_initiative(self, client):
        need, initiative = NeedFactory(published=True), InitiativeFactory()

        for address in (f"/bisogni/{need.id}", f"/iniziative/{initiative.id}"):
            assert "Che cosa succede adesso?" in client.get(address).text

    def test_is_known_for_every_state_that_is_not_over(self):
        over = {NeedState.ARCHIVED, NeedState.WITHDRAWN}

        assert {state for state in NeedState if not rules.next_of_need(state)} == over
        assert all(rules.next_of_initiative(state) for state in InitiativeState)
