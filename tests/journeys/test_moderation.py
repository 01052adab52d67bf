"""Moderators keep it safe: what is reported is hidden with its reasons, and shown again exactly."""

import time

from playwright.sync_api import expect

from tests.journeys.somebody import it

# A form sent sooner than a person can fill it in is a machine's.
SHORTEST_FILLING_SECONDS = 3.2


class TestModeration:
    def test_hides_what_was_reported_tells_why_and_undoes_it(
        self, somebody, mailbox, check_accessible
    ):
        marta = somebody().signs_in("marta@demo.example")
        need = _writes_a_need(marta)

        visitor = somebody(javascript=False, width=320).goes_to(need)
        visitor.page.locator("article a[href^='/segnalazioni/nuova']").first.click()
        visitor.page.locator("input[name='category']").first.check()
        visitor.writes("text", "C'è il numero di telefono di una vicina.")
        visitor.writes("email", "vicino@example.com")
        time.sleep(SHORTEST_FILLING_SECONDS)
        visitor.presses("Send the warning")
        expect(visitor.page.locator("h1")).to_be_visible()

        sara = somebody().signs_in("sara@demo.example").goes_to("/personale")
        check_accessible(sara.page)
        case = f"/moderazione/need/{need.rsplit('/', 1)[1]}"
        sara.goes_to(case).reads("il numero di telefono di una vicina")
        check_accessible(sara.page)
        sara.ticks("verdict", "hide")
        sara.page.locator("input[name='ground']").first.check()
        sara.writes("rule", "Non si pubblicano dati di altre persone")
        sara.writes("facts", "Il testo dava il numero di telefono di una persona riconoscibile.")
        sara.presses("Decide and tell them")

        assert visitor.page.goto(need).status == 404
        message = mailbox.wait_for("marta@demo.example", "numero di telefono di una persona")
        assert message["Auto-Submitted"] == "auto-generated"
        marta.goes_to(need).reads("Nascosto")

        sara.goes_to(case).presses("Undo")
        visitor.goes_to(need).reads("Una fontanella")
        visitor.goes_to("/moderazione")
        expect(visitor.page.locator("h1")).to_have_count(1)

    def test_is_no_business_of_a_citizen(self, somebody):
        marta = somebody().signs_in("marta@demo.example")

        for address in ("/personale", "/personale/persone", "/sportello"):
            assert marta.page.goto(address).status == 403, address


def _writes_a_need(marta):
    marta.goes_to("/bisogni/nuovo/testo")
    marta.writes("title", "Una fontanella vicino al parco di Foligno")
    marta.writes("body", "I bambini giocano al parco e d'estate non c'è acqua da bere.")
    marta.chooses_like("service_area_id", "Spazi").chooses_like("comune_id", "Foligno")
    marta.page.locator("input[name='target_groups']").first.check()
    marta.page.locator("input[name='speaks_for']").first.check()
    marta.presses("Send the need").lands_on(r"/bisogni/\d+.*")
    assert it("I need it too")
    return marta.path
