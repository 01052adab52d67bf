"""Every page that has no argument, for a visitor and for staff: well formed, titled, small."""

import pytest

from tests.architecture.outline import problems_of
from tests.architecture.test_doors import NO_NAME, NO_NUMBER, doors
from tests.factories import PersonFactory

pytestmark = pytest.mark.once

MOST_BYTES = 30 * 1024
# The map of 59 comuni and its table are on these pages.
WITH_MAP = 60 * 1024


@pytest.fixture
def pages(app, client, db):
    """Every page that this browser may see, by address."""

    def pages():
        for method, address, endpoint in doors(app):
            if method != "GET" or NO_NAME in address or str(NO_NUMBER) in address:
                continue
            answer = client.get(address)
            is_page = answer.mimetype == "text/html" and "<html" in answer.text
            if answer.status_code == 200 and is_page:
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
