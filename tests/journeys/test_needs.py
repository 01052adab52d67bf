"""Needs as people meet them: one that is there already, and a text that two change at once."""

from playwright.sync_api import expect

PHONE = 320
WORDS = "Chi ha le gambe stanche torna a casa senza spesa, ogni settimana."


class TestAnElderlyPersonOnAPhone:
    def test_finds_the_need_already_there_and_joins_it(self, visits, somebody, check_accessible):
        marta = somebody(width=PHONE).signs_in("marta@demo.example")
        marta.goes_to("/bisogni/nuovo/testo")
        marta.writes("title", "Nessuno mi accompagna alle visite, non guido")
        beside = marta.page.locator("#similar")
        first = beside.locator("li", has=marta.page.locator("button[name='dove']")).first
        expect(first).to_be_visible()
        check_accessible(marta.page)

        title = first.locator("a").first.inner_text()
        first.locator("button").click()

        expect(beside.get_by_role("status").filter(has_text="Serve anche a te")).to_be_visible()
        marta.page.locator(".need-joined a").first.click()
        marta.reads(title).sees("You need it too.")

    def test_finds_again_what_they_were_writing(self, somebody):
        marta = somebody(width=PHONE).signs_in("marta@demo.example")
        marta.goes_to("/bisogni/nuovo/testo").writes("body", WORDS)
        marta.sees("Kept while you write: only you see it.")

        marta.goes_to("/bisogni").goes_to("/bisogni/nuovo/testo")

        expect(marta.page.locator("#body")).to_have_value(WORDS)
        marta.presses("Begin again with an empty page")
        expect(marta.page.locator("#body")).to_have_value("")


class TestTwoWhoChangeTheSameText:
    def test_the_second_sees_both_and_goes_on_from_theirs(self, somebody, check_accessible):
        here, there = (somebody().signs_in("marta@demo.example") for _screen in range(2))
        here.goes_to("/bisogni/nuovo/testo")
        here.writes("title", "Al parco non c'è una fontanella").writes("body", WORDS)
        here.page.locator("#service_area_id").select_option(index=1)
        here.chooses_like("comune_id", "Foligno")
        here.page.locator("input[name='speaks_for']").first.check()
        here.presses("Keep it as a draft").lands_on(r"/bisogni/\d+")
        there.goes_to(f"{here.path}/modifica")
        here.goes_to(f"{here.path}/modifica").writes("body", f"{WORDS} Anche i bambini.")
        here.presses("Keep it as a draft").reads("Anche i bambini.")

        there.writes("body", f"{WORDS} Soprattutto d'estate.")
        there.presses("Keep it as a draft")

        there.sees("The need has changed meanwhile")
        there.reads("Anche i bambini.").reads("Soprattutto d'estate.")
        check_accessible(there.page)
