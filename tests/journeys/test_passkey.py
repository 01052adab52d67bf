"""A citizen makes a passkey and signs in with it, in Chromium with an authenticator of its own."""

import pytest
from playwright.sync_api import Page, expect

from auriga_web.accounts.rules import DEMO_PASSWORD
from tests.journeys.conftest import Visits
from tests.journeys.somebody import Somebody


@pytest.fixture
def visits(browser, served_app):
    """A browser that knows the site by name: a key is for a name, never for a number."""
    visits = Visits(browser, served_app.url.replace("127.0.0.1", "localhost"))
    yield visits
    visits.close()
    assert not visits.problems, visits.problems


def give_authenticator(page: Page) -> None:
    """Let the page's device have a key of its own, that always says yes."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


class TestPasskey:
    def test_is_made_named_used_and_removed(self, somebody, check_accessible):
        marta: Somebody = somebody()
        give_authenticator(marta.page)
        marta.signs_in("marta@demo.example", DEMO_PASSWORD)
        marta.goes_to("/io/chiavi")
        check_accessible(marta.page)
        marta.writes("name", "telefono")
        marta.presses("Go on")
        marta.sees("The key is there: next time you can use it.")
        expect(marta.page.get_by_role("heading", name="telefono")).to_be_visible()
        check_accessible(marta.page)

        marta.page.context.clear_cookies()
        marta.goes_to("/accedi/chiave").presses("Use the key")
        marta.page.wait_for_url("**/io")

        marta.goes_to("/io/chiavi")
        marta.page.locator("summary", has_text="Togli").click()
        marta.presses("Remove the key").sees("The key is removed.")
        marta.page.context.clear_cookies()
        marta.goes_to("/accedi/chiave").presses("Use the key")
        expect(marta.page.locator(".notice, .passkey-problem").last).to_be_visible()
        assert marta.page.url.endswith("/accedi/chiave")

    def test_without_scripts_says_which_other_way_there_is(self, somebody):
        marta: Somebody = somebody(javascript=False, width=320)
        marta.goes_to("/accedi/chiave").presses("Use the key")

        marta.sees(
            "A key needs JavaScript, which is off in this browser. Sign in with your password or "
            "with a code by mail."
        )
