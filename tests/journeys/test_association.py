"""An association comes in: its representative registers, it is verified, it takes a position."""

import time

from playwright.sync_api import expect

from tests.mailbox import links_in

# A form sent sooner than a person can fill it in is a machine's.
SHORTEST_FILLING_SECONDS = 3.2
PASSWORD = "quattro gatti al mercato"
NAME = "Amici della fontana"


class TestAssociation:
    def test_registers_is_verified_and_speaks_in_its_name(
        self, somebody, mailbox, check_accessible
    ):
        nadia = somebody().goes_to("/registrati")
        nadia.follows("For an association, a cooperative or a group")
        nadia.writes("name", "Nadia Conti").writes("email", "nadia@example.com")
        nadia.writes("password", PASSWORD).ticks("agreed")
        time.sleep(SHORTEST_FILLING_SECONDS)
        nadia.presses("Sign up")
        message = mailbox.wait_for("nadia@example.com")
        [link] = [link for link in links_in(message) if "/conferma/" in link]
        nadia.goes_to(link).presses("Confirm the address")

        nadia.signs_in("nadia@example.com", PASSWORD).goes_to("/chi-ce/nuova")
        check_accessible(nadia.page)
        nadia.ticks("kind", "informal_group").writes("name", NAME)
        nadia.chooses_like("comune", "Foligno")
        nadia.writes("description", "Teniamo in ordine la fontana del parco e chi la usa.")
        nadia.writes("contact_email", "fontana@example.com")
        nadia.presses("Send").lands_on(r"/chi-ce/\d+.*")
        page_of_the_body = nadia.path

        anna = somebody().signs_in("anna@demo.example").goes_to("/personale/organizzazioni")
        anna.reads(NAME)
        anna.goes_to(page_of_the_body).presses("Verify it")

        piero = somebody().signs_in("piero@demo.example")
        self.verifies_at_the_desk(piero, "nadia@example.com")
        check_accessible(piero.page)

        nadia.goes_to("/per-conto-di").presses("Act in its name")
        need = self.first_need_without_positions(nadia)
        form = nadia.opens_form("/posizioni")
        form.locator("[name='sentence']").fill("Aderiamo, e portiamo due persone il sabato.")
        nadia.presses("Publish the position", within=form)

        visitor = somebody(javascript=False).goes_to(need)
        visitor.reads("portiamo due persone il sabato").reads(NAME)
        visitor.goes_to(page_of_the_body).reads(NAME)

    def verifies_at_the_desk(self, piero, email: str) -> None:
        piero.goes_to("/sportello")
        search = piero.page.locator("main input[type=search]").first
        search.fill(email)
        search.press("Enter")
        piero.page.locator("main a[href^='/sportello/']").first.click()
        piero.ticks("document", "ci").ticks("relation", "lives")
        piero.page.locator("input[name='age_band']").nth(2).check()
        piero.writes("number", "CA12345AB").chooses_like("comune", "Foligno")
        piero.sends(piero.page.locator("main form[method=post] button[type=submit]").last)
        expect(piero.page.locator(".error-summary")).to_have_count(0)

    def first_need_without_positions(self, nadia) -> str:
        nadia.goes_to("/bisogni")
        links = nadia.page.locator("main .list-item a[href^='/bisogni/']").all()
        for address in [link.get_attribute("href") for link in links]:
            nadia.goes_to(address)
            if nadia.page.locator("form[action$='/posizioni']").count():
                return address
        raise AssertionError("no need takes positions")
