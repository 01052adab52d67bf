"""Walk the demo along its links, as a visitor, a citizen and staff: every page, with things on it.

No link is dead, every page is well formed and small, and asks the database no more than its budget.
"""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from auriga_web.accounts.queries import find_person_by_email
from auriga_web.app import create_app
from auriga_web.core.database import close_connections, db
from auriga_web.demo.prepare import prepare
from tests import transactions
from tests.architecture.outline import problems_of
from tests.conftest import settings_for
from tests.factories import NOON

pytestmark = [pytest.mark.commits, pytest.mark.slow, pytest.mark.xdist_group("crawl")]

# As many different addresses of one route are looked at, and no more: the pages are alike.
ALIKE = 6
MOST_BYTES = 30 * 1024
# With the map of the 59 comuni and its table, or with the whole of a long text.
LARGE_BYTES = 60 * 1024
LARGE = {
    "needs.index",
    "needs.on_map",
    "portal.comuni",
    "portal.home",
    "portal.outcomes",
    "voting.board",
}
STATEMENTS = {"list": 5, "thing": 8, "other": 12}


class Links(HTMLParser):
    """Collects where a page leads."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (target := dict(attrs).get("href")):
            self.found.append(target)


@pytest.fixture(scope="module")
def demo(databases, tmp_path_factory):
    """An application with the demo province in it."""
    url = databases.create_empty()
    app = create_app(settings_for(url, tmp_path_factory.mktemp("demo")))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        prepare("small", now=NOON, say=lambda _step: None)
        db.session.commit()
    yield app
    with app.app_context():
        close_connections()
    databases.drop(url)


@pytest.fixture
def browser_of(demo, time_machine):
    """A browser that somebody of the demo, or nobody, is signed in with."""
    time_machine.move_to(NOON, tick=True)

    def browser_of(name):
        browser = demo.test_client()
        if name is not None:
            with demo.app_context():
                person = find_person_by_email(f"{name}@demo.example")
                identity = person.get_id()
            with browser.session_transaction() as session:
                session["_user_id"], session["_fresh"] = identity, True
        return browser

    return browser_of


def walk(app, browser, start="/"):
    """Yield each page that can be reached: address, endpoint, answer, statements."""
    adapter = app.url_map.bind("localhost")
    seen, alike, waiting = {start}, Counter(), deque([(start, "")])
    with app.app_context():
        engines = list(db.engines.values())
    while waiting:
        address, source = waiting.popleft()
        endpoint = endpoint_of(adapter, address)
        with transactions.counted_on(engines) as statements:
            answer = browser.get(address)
        page = answer.text if answer.mimetype == "text/html" else ""
        yield address, source, endpoint, answer, page, statements
        for target in links_of(page, address):
            route = (endpoint_of(adapter, target), tuple(sorted(re.findall(r"[?&](\w+)=", target))))
            if target not in seen and alike[route] < ALIKE:
                seen.add(target)
                alike[route] += 1
                waiting.append((target, address))


def links_of(page, address):
    links = Links()
    links.feed(page)
    for target in links.found:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or parts.path.startswith(("/static/", "/en")):
            continue
        whole = urlsplit(address).path + target if target.startswith("?") else target
        if whole.startswith("/"):
            yield whole.split("#")[0]


def endpoint_of(adapter, address):
    try:
        return adapter.match(urlsplit(address).path)[0]
    except Exception:
        return "none"


def budget_of(endpoint):
    name = endpoint.split(".")[-1]
    return STATEMENTS["list" if name == "index" else "thing" if name == "show" else "other"]


@pytest.mark.parametrize("name", [None, "marta", "gianni", "sara", "lucia", "anna"])
def test_every_page_of_the_demo_is_in_order(name, demo, browser_of):
    browser, wrong, pages = browser_of(name), [], 0

    for address, source, endpoint, answer, page, statements in walk(demo, browser):
        pages += 1
        told = f"{address} ({endpoint}, from {source})"
        if answer.status_code not in {200, 302, 303}:
            wrong.append(f"{told}: {answer.status_code}")
        elif answer.status_code == 200 and page:
            wrong += [f"{told}: {problem}" for problem in problems_of(page)]
            size = len(page.encode())
            if size > (LARGE_BYTES if endpoint in LARGE else MOST_BYTES):
                wrong.append(f"{told}: {size} bytes")
        if len(statements) > budget_of(endpoint):
            wrong.append(f"{told}: {len(statements)} statements, {budget_of(endpoint)} allowed")

    assert not wrong, "\n".join(wrong)
    assert pages > 20
