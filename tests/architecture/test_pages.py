"""Every page that has no argument, for a visitor and for staff: well formed, titled, small."""

from html.parser import HTMLParser

import pytest

from tests.architecture.test_doors import doors
from tests.factories import PersonFactory

pytestmark = pytest.mark.once

MOST_BYTES = 30 * 1024
# The map of 59 comuni and its table are on these pages.
WITH_MAP = 60 * 1024
VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Outline(HTMLParser):
    """Notes what does not nest, what is said twice, and the headings."""

    def __init__(self):
        super().__init__()
        self.open, self.problems, self.ids, self.levels, self.title = [], [], set(), [], ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("id")
        if name is not None and name in self.ids:
            self.problems.append(f"id {name!r} is there twice")
        self.ids.add(name)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        # `<path/>` is right inside a drawing and nowhere else.
        if "svg" not in self.open and tag not in VOID and tag != "svg":
            self.problems.append(f"<{tag}/> closes nothing")

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> at {self.getpos()} closes {self.open[-3:]}")
            if tag in self.open:
                while self.open.pop() != tag:
                    pass
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.title += data


def problems_of(page):
    outline = Outline()
    outline.feed(page)
    outline.close()
    problems = [*outline.problems, *(f"<{tag}> is never closed" for tag in outline.open)]
    if outline.levels.count(1) != 1:
        problems.append(f"{outline.levels.count(1)} headings of the first level")
    jumps = zip(outline.levels, outline.levels[1:], strict=False)
    problems += [f"h{two} after h{one}" for one, two in jumps if two > one + 1]
    if not outline.title.split("·")[0].strip():
        problems.append("no title")
    return problems


@pytest.fixture
def pages(app, client, db):
    """Every page that this browser may see, by address."""

    def pages():
        for method, address, endpoint in doors(app):
            if method != "GET" or "niente" in address or "999999999" in address:
                continue
            answer = client.get(address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield address, endpoint, answer.text

    return pages


@pytest.mark.parametrize("kind", ["visitor", "administrator"])
def test_every_page_is_well_formed(kind, pages, sign_in):
    if kind != "visitor":
        sign_in(PersonFactory(**{kind: True}))

    wrong = {address: problems for address, _, page in pages() if (problems := problems_of(page))}

    assert not wrong, "\n".join(f"{address}: {problems}" for address, problems in wrong.items())


def test_every_page_is_small(pages):
    large = {
        address: len(page.encode())
        for address, _, page in pages()
        if len(page.encode()) > (WITH_MAP if "map-table" in page else MOST_BYTES)
    }

    assert not large


class TestOutline:
    @pytest.mark.parametrize(
        ("page", "problem"),
        [
            ("<title>A</title><h1>A</h1><p><div></p></div>", "closes"),
            ("<title>A</title><h1>A</h1><p>", "never closed"),
            ("<title>A</title><h1 id=a>A</h1><p id=a></p>", "twice"),
            ("<title> · Auriga</title><h1>A</h1>", "no title"),
            ("<title>A</title><h1>A</h1><h3>B</h3>", "h3 after h1"),
            ("<title>A</title>", "first level"),
        ],
    )
    def test_notices(self, page, problem):
        assert any(problem in found for found in problems_of(page))

    def test_lets_good_pages_be(self):
        assert (
            problems_of("<title>A</title><h1>A</h1><br><svg><path d='M0'/></svg><h2>B</h2>") == []
        )
