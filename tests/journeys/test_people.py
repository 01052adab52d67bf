"""People who act for others: one person speaks for two bodies in turn."""

from playwright.sync_api import expect


def needs_with(somebody, form: str) -> list[str]:
    """Return the addresses of the needs in the list that show them a form, two at most."""
    somebody.goes_to("/bisogni")
    links = somebody.page.locator("main .list-item a[href^='/bisogni/']")
    found = []
    for address in links.evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        somebody.goes_to(address)
        if somebody.page.locator(f"form[action$='{form}']").count():
            found.append(address)
        if len(found) == 2:
            return found
    return found


class TestTwoBodies:
    def test_are_spoken_for_by_one_person_in_turn(self, somebody, check_accessible):
        gianni = somebody().signs_in("gianni@demo.example")
        self.acts_for(gianni, "Ruote Amiche Colfiorito")
        check_accessible(gianni.page)
        first, second = needs_with(gianni, "/posizioni")
        self.says(gianni, first, "Aderiamo con due auto il martedì.")

        self.acts_for(gianni, "Compiti in Piazza")
        self.says(gianni, second, "Aderiamo con tre volontari.")

        gianni.presses("Back to your own name")
        gianni.lands_on(second)
        expect(gianni.page.locator(".person-bar--body")).to_have_count(0)
        expect(gianni.page.locator("form[action$='/posizioni']")).to_have_count(0)

        visitor = somebody(javascript=False)
        visitor.goes_to(first).reads("due auto il martedì").reads("Ruote Amiche Colfiorito")
        visitor.goes_to(second).reads("tre volontari").reads("Compiti in Piazza")
        visitor.goes_to("/chi-ce").writes("q", "autisti volontari")
        visitor.page.locator("main form button[type=submit]").first.click()
        visitor.follows_words("Ruote Amiche Colfiorito").reads("due auto il martedì")
        reader = somebody().goes_to(visitor.path)
        check_accessible(reader.page)

    def acts_for(self, gianni, name: str) -> None:
        gianni.goes_to("/per-conto-di")
        item = gianni.page.locator("main .list-item", has_text=name)
        gianni.presses("Act in its name", within=item)
        expect(gianni.page.locator(".person-bar--body")).to_contain_text(name)

    def says(self, gianni, need: str, sentence: str) -> None:
        gianni.goes_to(need)
        form = gianni.opens_form("/posizioni")
        form.locator("[name='sentence']").fill(sentence)
        gianni.presses("Publish the position", within=form)
