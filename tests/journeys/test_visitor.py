"""A visitor reads everything public: no account, no script, on a small telephone."""

import pytest
from playwright.sync_api import expect

from tests.journeys.somebody import it

FIRST_PAGE_BYTES = 200 * 1024


class TestVisitorWithoutJavaScript:
    @pytest.fixture
    def visitor(self, somebody):
        return somebody(javascript=False, width=320)

    def test_goes_from_home_to_a_need_and_back_along_the_thread(self, visitor):
        visitor.goes_to("/").reads("Che cosa manca dove vivi?")

        visitor.page.locator("input[name=q]:visible").first.fill("trasporto visite")
        visitor.page.locator("input[name=q]:visible").first.press("Enter")
        visitor.lands_on(r"/cerca\?.*")

        visitor.goes_to("/bisogni")
        visitor.page.locator("main .list-item a[href^='/bisogni/']").first.click()
        visitor.sees("Where we are")
        assert visitor.page.locator("h1").count() == 1

    def test_filters_needs_by_comune_and_shares_the_address(self, visitor):
        visitor.goes_to("/bisogni?territorio=foligno")

        expect(visitor.page.locator("main")).to_contain_text("Foligno")
        assert "territorio=foligno" in visitor.page.url

    def test_finds_the_menu_the_language_and_the_telephone(self, visitor):
        visitor.goes_to("/")
        visitor.page.locator("header summary").first.click()
        visitor.page.get_by_role("link", name="English").locator("visible=true").first.click()

        visitor.lands_on("/en/?")
        expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
        assert visitor.page.locator("a[href^='tel:']").count() >= 1

    def test_is_led_to_sign_in_where_an_account_is_needed_and_back(self, visitor):
        visitor.goes_to("/bisogni/nuovo").sees("Before you begin")

        visitor.page.locator("main a[href='/bisogni/nuovo/testo']").click()
        visitor.page.locator("#title").fill("Nobody takes us to the doctor")
        visitor.page.locator("main button[value='send']").click()

        visitor.lands_on(r"/accedi\?next=.*testo.*")

    def test_avvisa_i_moderatori_without_an_account(self, visitor):
        visitor.goes_to("/bisogni")
        visitor.page.locator("main .list-item a[href^='/bisogni/']").first.click()
        visitor.page.locator("a[href^='/segnalazioni/nuova']").first.click()

        expect(visitor.page.locator("main form textarea").first).to_be_visible()

    @pytest.mark.parametrize(
        "address",
        ["/regole", "/privacy", "/accessibilita", "/note-legali", "/parla-con-un-operatore"],
    )
    def test_reads_what_the_site_says_of_itself(self, visitor, address):
        visitor.goes_to(address)

        assert len(visitor.page.locator("main").inner_text()) > 300

    def test_is_told_in_italian_that_a_page_is_not_there(self, visitor):
        answer = visitor.page.goto("/bisogni/999999")

        assert answer.status == 404
        visitor.sees("This page is not here")

    def test_receives_no_cookie(self, visitor):
        for address in ("/", "/bisogni", "/votazioni", "/servizi"):
            visitor.goes_to(address)

        assert visitor.page.context.cookies() == []


class TestFirstVisit:
    def test_weighs_little(self, visits):
        page, weight = visits.open(), []
        page.on("response", lambda answer: weight.append(answer.request.sizes()))

        page.goto("/", wait_until="networkidle")

        total = sum(sizes["responseBodySize"] + sizes["responseHeadersSize"] for sizes in weight)
        assert 0 < total <= FIRST_PAGE_BYTES, total

    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/bisogni",
            "/bisogni/1",
            "/iniziative",
            "/votazioni",
            "/servizi",
            "/comuni/foligno",
            "/accedi",
            "/registrati",
        ],
    )
    def test_is_fit_for_everybody(self, somebody, check_accessible, address):
        check_accessible(somebody().goes_to(address).page)

    def test_knows_the_way_with_a_keyboard(self, somebody):
        visitor = somebody().goes_to("/")

        visitor.page.keyboard.press("Tab")
        focused = visitor.page.locator(":focus")
        expect(focused).to_have_text(it("Skip to the content"))
        visitor.page.keyboard.press("Enter")

        expect(visitor.page.locator("main")).to_be_focused()
