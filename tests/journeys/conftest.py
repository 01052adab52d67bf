"""Journeys: a real browser on the real application, with real mail."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.journeys.served import Served
from tests.journeys.somebody import Somebody
from tests.mailbox import Mailbox

_IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core" / "axe.min.js"
# A machine with two cores may be busy.
expect.set_options(timeout=15_000)
_LOOKS = [(theme, width) for theme in ("light", "dark") for width in (1280, 320)]
_RUN_AXE = """async () => (await axe.run({
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
})).violations.map(violation => violation.id + ': ' + violation.nodes.map(
    node => node.target.join(' ') + ' — ' + node.failureSummary).join('; '))"""


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """The machine's Chromium, or Playwright's own."""
    try:
        browser = _launch(_playwright)
    except Error as problem:
        if _IN_CI:
            pytest.exit(f"Chromium is needed here: {problem}", returncode=1)
        pytest.skip(f"no Chromium (`apt-get install chromium`, or `playwright install`): {problem}")
    yield browser
    browser.close()


def _launch(playwright: Playwright) -> Browser:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _INSTALLED)), None)
    if path is None and not Path(playwright.chromium.executable_path).exists():
        # Playwright brings a browser of its own where its downloads can be reached.
        install = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(install, check=False, capture_output=True)
    return playwright.chromium.launch(executable_path=path, args=_FLAGS)


@pytest.fixture(scope="session")
def _demo_data(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Path:
    """The demo province, made once; each served application gets a copy."""
    kept = os.environ.get("AURIGA_TEST_DEMO")
    if kept:
        # Made before, by somebody who runs one journey again and again.
        return Path(kept)
    data = tmp_path_factory.mktemp("demo") / "var"
    Served(data, mailbox.port).run("demo")
    return data


@pytest.fixture(scope="session")
def serve(
    _demo_data: Path, tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox
) -> Callable[[], Iterator[Served]]:
    """Serve a copy of the demo, for as long as a fixture lives: `yield from serve()`."""

    def serve() -> Iterator[Served]:
        data = tmp_path_factory.mktemp("served") / "var"
        shutil.copytree(_demo_data, data)
        served = Served(data, mailbox.port)
        served.start()
        yield served
        served.stop()
        assert "Traceback" not in served.log(), served.log()

    return serve


@pytest.fixture(scope="session")
def served_app(serve: Callable[[], Iterator[Served]]) -> Iterator[Served]:
    """The application with the demo in it; journeys that move its clock serve one of their own."""
    yield from serve()


class Visits:
    """Opens pages for several people, each with their own cookies, and notes what goes wrong."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self._contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def open(self, *, javascript: bool = True, width: int = 1280) -> Page:
        """Return the first page of somebody new."""
        context = self._browser.new_context(
            base_url=self._url,
            locale="it-IT",
            timezone_id="Europe/Rome",
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._note_console(page, said.type, said.text))
        page.on("response", lambda answer: self._note_status(answer.url, answer.status))
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _note_console(self, page: Page, kind: str, text: str) -> None:
        # A refusal (4xx) that a journey provokes is no error of the page.
        if kind == "error" and "the server responded with a status of 4" not in text:
            self.problems.append(f"{page.url}: {text}")

    def _note_status(self, url: str, status: int) -> None:
        if status >= 500:
            self.problems.append(f"{url}: {status}")
        if not url.startswith((self._url, "data:", "about:", "blob:")):
            self.problems.append(f"asked somebody else: {url}")


@pytest.fixture
def visits(browser: Browser, served_app: Served) -> Iterator[Visits]:
    """Open a page for each person who takes part in a journey."""
    visits = Visits(browser, served_app.url)
    yield visits
    visits.close()
    assert not visits.problems, visits.problems


@pytest.fixture
def somebody(visits: Visits) -> Callable[..., Somebody]:
    """Call it for each person who takes part: `somebody(javascript=False, width=320)`."""
    return lambda **how: Somebody(visits.open(**how))


@pytest.fixture(scope="session")
def check_accessible() -> Callable[[Page], None]:
    """Ask axe about the page as it stands, light and dark, wide and narrow."""
    return check


def check(page: Page) -> None:
    """Fail if axe finds anything, or if the page is wider than its window.

    axe is a script: ask it where scripts run.
    """
    axe = _AXE.read_text(encoding="utf-8")
    size = page.viewport_size
    for theme, width in _LOOKS:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(axe)
        violations = page.evaluate(_RUN_AXE)
        assert not violations, f"{page.url}, {theme}, {width} px: {violations}"
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{page.url} is {overflow} px too wide at {width} px"
    page.emulate_media(color_scheme="light")
    if size:
        page.set_viewport_size(size)
