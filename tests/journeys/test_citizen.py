"""A citizen registers, confirms the address from the mail, and says what is missing."""

import re
import time

from playwright.sync_api import expect

from tests.mailbox import links_in

# A form sent sooner than a person can fill it in is a machine's.
SHORTEST_FILLING_SECONDS = 3.2
PASSWORD = "quattro gatti al mercato"


class TestCitizen:
    def test_registers_confirms_and_writes_a_need(self, somebody, mailbox, check_accessible):
        rosa = somebody()
        rosa.goes_to("/registrati").follows("For myself")
        check_accessible(rosa.page)
        rosa.writes("name", "Rosa Bianchi").writes("email", "rosa@example.com")
        rosa.writes("password", PASSWORD).ticks("agreed")
        time.sleep(SHORTEST_FILLING_SECONDS)
        rosa.presses("Sign up").sees("Look in your mail")

        message = mailbox.wait_for("rosa@example.com")
        [link] = [link for link in links_in(message) if "/conferma/" in link]
        rosa.goes_to(link).sees("Confirm your address")
        check_accessible(rosa.page)
        rosa.presses("Confirm the address")

        rosa.signs_in("rosa@example.com", PASSWORD)
        rosa.goes_to("/bisogni/nuovo/testo")
        check_accessible(rosa.page)
        rosa.writes("title", "Al mercato del martedì non c'è dove sedersi")
        rosa.writes("body", "Chi ha le gambe stanche torna a casa senza spesa, ogni settimana.")
        _choose_first(rosa, "service_area_id")
        rosa.chooses_like("comune_id", "Foligno")
        rosa.page.locator("input[name='target_groups']").first.check()
        rosa.page.locator("input[name='speaks_for']").first.check()
        if rosa.page.locator("input[name='has_consented']").count():
            rosa.ticks("has_consented")
        rosa.presses("Send the need")

        rosa.lands_on(r"/bisogni/\d+.*").reads("Al mercato del martedì")
        rosa.sees("It is your first, so we read it before everybody does.")
        address = rosa.path

        passer_by = somebody()
        assert passer_by.page.goto(address).status == 404
        rosa.goes_to("/io").reads("Al mercato del martedì")

        passer_by.goes_to(link)
        passer_by.sends(passer_by.page.locator("main form button").first)
        passer_by.sees("This link is no longer good")

    def test_says_serve_anche_a_me_once_and_takes_it_back(self, somebody, check_accessible):
        marta = somebody().signs_in("marta@demo.example")
        marta.goes_to("/bisogni")
        need = _first_open_need(marta)
        check_accessible(marta.page)

        support = marta.page.locator("[id^=need-][id$=-support]")
        if support.get_by_role("button", name="Non mi serve più").count():
            marta.presses("I no longer need it")
        marta.presses("I need it too").sees("You need it too.")
        marta.goes_to(need).sees("You need it too.")

        marta.presses("I no longer need it")
        expect(support.get_by_role("button").first).to_be_visible()

    def test_takes_part_in_a_discussion(self, somebody, check_accessible):
        marta = somebody().signs_in("marta@demo.example")
        marta.goes_to("/bisogni")
        need = _first_open_need(marta)
        marta.writes("body", "Anche in via Roma: **due panchine** basterebbero.")
        marta.presses("Publish the comment")
        check_accessible(marta.page)

        marta.goes_to(need).reads("due panchine")
        expect(marta.page.locator("strong", has_text="due panchine")).to_have_count(1)

    def test_is_refused_in_words_and_keeps_what_was_typed(self, somebody):
        marta = somebody().signs_in("marta@demo.example")
        marta.goes_to("/bisogni/nuovo/testo").writes("title", "Panchine")
        marta.presses("Send the need")

        expect(marta.page.locator(".error-summary")).to_be_visible()
        expect(marta.page.locator("[name=title]")).to_have_value("Panchine")


def _choose_first(somebody, name):
    options = somebody.page.locator(f"select[name='{name}'] option")
    values = [option.get_attribute("value") for option in options.all()]
    somebody.chooses(name, next(value for value in values if value and value != "0"))


def _first_open_need(somebody):
    """Open the first need that one can still join, and return its address."""
    links = somebody.page.locator("main a[href^='/bisogni/']")
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for address in addresses:
        if re.fullmatch(r"/bisogni/\d+", address):
            somebody.goes_to(address)
            if somebody.page.locator("[id$=-support] button").count():
                return address
    raise AssertionError("no need can be joined")
