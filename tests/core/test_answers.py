"""Tests of answers: redirects stay at home, parts are told from pages."""

import pytest

from auriga_web.core.answers import is_htmx, private, safe_next

TRICKS = [
    "",
    None,
    "bisogni",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "http://evil.example",
    "https://evil.example",
    "https:evil.example",
    "http:/evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:a@b.example",
    "ftp://evil.example",
    "file:///etc/passwd",
    " /bisogni",
    "\t/bisogni",
    "\n//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\x00/evil.example",
    "/\x0b/evil.example",
    "/\x7f/evil.example",
    "/bisogni\r\nSet-Cookie: a=b",
    "/bisogni\nLocation: //evil.example",
    "/ /evil.example",
    " //evil.example",
    "\x00//evil.example",
    "//evil.example/%2f..",
    "//evil.example@localhost",
    "//localhost@evil.example",
    "http://localhost@evil.example",
    "http://localhost:80@evil.example",
    "//[::1]/",
    "//[evil",
    "http://[evil",
    "/\\\\evil.example",
    "/\\\t/evil.example",
    "?next=//evil.example",
    "#//evil.example",
    ".//evil.example",
    "..//evil.example",
    ";//evil.example",
    ":80",
    ":///evil.example",
    "://evil.example",
    "//evil%E3%80%82example",
    "/\u2028/evil.example"[:2] + "\\x",
    "\u2028//evil.example",
    "\uff0f\uff0fevil.example",
    "x://evil.example",
    "1http://evil.example",
    "http&colon;//evil.example",
]


class TestSafeNext:
    @pytest.mark.parametrize("trick", TRICKS)
    def test_stays_at_home(self, trick):
        assert safe_next(trick, "/mia-pagina") == "/mia-pagina"

    @pytest.mark.parametrize(
        "target", ["/", "/bisogni/12", "/bisogni?area=anziani&ordina=recenti", "/en/bisogni#testo"]
    )
    def test_goes_where_it_was_asked(self, target):
        assert safe_next(target, "/mia-pagina") == target


class TestIsHtmx:
    @pytest.mark.parametrize(
        ("headers", "verdict"),
        [
            ({}, False),
            ({"HX-Request": "true"}, True),
            ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ],
    )
    def test_tells_a_part_from_a_page(self, app, headers, verdict):
        with app.test_request_context(headers=headers):
            assert is_htmx() is verdict


def test_what_is_private_is_stored_nowhere(app):
    assert private(app.response_class("")).headers["Cache-Control"] == "no-store"
