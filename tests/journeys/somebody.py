"""Somebody who takes part: reads, follows, writes and presses what is on the page before them.

What is looked for is named by its English text in the code and looked up in the Italian catalogue,
as pages do: a journey goes on when the wording changes, and fails when the thing is not there.
"""

import re
from typing import Self

from playwright.sync_api import Locator, Page, expect

from auriga_web.accounts.rules import DEMO_PASSWORD
from auriga_web.core.language import gettext, in_language, ngettext


def it(text: str, **values: object) -> str:
    """Return the Italian of a text in the code."""
    with in_language("it"):
        return gettext(text, **values)


def several(one: str, many: str, count: int) -> str:
    """Return the Italian of a text about `count` things."""
    with in_language("it"):
        return ngettext(one, many, count)


class Somebody:
    """A person at a browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, address: str) -> Self:
        """Open an address."""
        answer = self.page.goto(address)
        assert answer is not None, address
        assert answer.status < 400, f"{address}: {answer.status}"
        return self

    def sees(self, text: str, **values: object) -> Self:
        """Check that a text of ours is on the page."""
        return self.reads(it(text, **values))

    def reads(self, text: str) -> Self:
        """Check that these very words are on the page."""
        expect(self.page.locator("body")).to_contain_text(text)
        return self

    def does_not_read(self, text: str) -> Self:
        """Check that these words are nowhere on the page."""
        expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def follows(self, text: str, **values: object) -> Self:
        """Follow the first link with this text."""
        return self.follows_words(it(text, **values))

    def follows_words(self, words: str) -> Self:
        """Follow the first link with these very words in it."""
        self.page.get_by_role("link", name=words).first.click()
        return self

    def presses(self, text: str, *, within: Locator | None = None, **values: object) -> Self:
        """Press the first button with this text."""
        place = within or self.page
        return self.sends(place.get_by_role("button", name=it(text, **values), exact=True).first)

    def sends(self, button: Locator) -> Self:
        """Press a button, and wait until what it posts is answered and the answer is there.

        A click alone returns before a slow machine has sent the form, and what comes next
        would overtake it.
        """
        if button.evaluate("button => button.form?.method") != "post":
            button.click()
            return self
        button.evaluate("button => button.ownerDocument.documentElement.dataset.left = ''")
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            button.click()
        if answer.value.request.is_navigation_request():
            expect(self.page.locator("html[data-left]")).to_have_count(0)
            self.page.wait_for_load_state("domcontentloaded")
        return self

    def unfolds(self, text: str, **values: object) -> Self:
        """Open what is folded under this text."""
        self.page.locator("summary", has_text=it(text, **values)).first.click()
        return self

    def opens_form(self, action: str) -> Locator:
        """Return the form that is sent to an address ending so, unfolded if it was folded."""
        form = self.page.locator(f"form[action$='{action}']").first
        expect(form).to_have_count(1)
        folded = self.page.locator("details:not([open])", has=form)
        if folded.count():
            folded.locator("summary").first.click()
        return form

    def writes(self, name: str, text: str) -> Self:
        """Write into the field of this name."""
        self.page.locator(f"[name='{name}']:visible").first.fill(text)
        return self

    def chooses(self, name: str, value: str) -> Self:
        """Choose from the list of this name, by value or by label."""
        self.page.locator(f"select[name='{name}']").select_option(value)
        return self

    def chooses_like(self, name: str, words: str) -> Self:
        """Choose from the list of this name the first that has these words."""
        option = self.page.locator(f"select[name='{name}'] option", has_text=words).first
        return self.chooses(name, option.get_attribute("value") or "")

    def ticks(self, name: str, value: str | None = None) -> Self:
        """Tick a box or choose a circle."""
        which = f"[name='{name}']" + (f"[value='{value}']" if value is not None else "")
        self.page.locator(f"input{which}").first.check()
        return self

    def lands_on(self, address: str) -> Self:
        """Check where the last step led (a regular expression over the path)."""
        expect(self.page).to_have_url(re.compile(rf"^https?://[^/]+{address}$"))
        return self

    @property
    def path(self) -> str:
        """The path of the page they are on."""
        return "/" + self.page.url.split("/", 3)[3].split("?")[0].split("#")[0]

    def signs_in(self, email: str, password: str = DEMO_PASSWORD) -> Self:
        """Sign in, with the second step where it is asked; the demo shows its codes."""
        self.goes_to("/accedi")
        self.writes("email", email).writes("password", password)
        self.sends(self.page.locator("main form button[type=submit]").first)
        code = self.page.locator("input[name='code']")
        if code.count():
            name = email.split("@", maxsplit=1)[0]
            shown = self.page.locator("dl.facts dt", has_text=re.compile(rf"^{name}\b", re.I))
            code.fill(shown.locator("xpath=following-sibling::dd[1]").inner_text().strip())
            self.sends(self.page.locator("main form button[type=submit]").first)
        expect(self.page.locator("input[name='password']")).to_have_count(0)
        return self

    def signs_out(self) -> Self:
        """Sign out."""
        self.page.context.clear_cookies()
        return self
