"""Tests of what is left of what people write."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auriga_web.core import markup

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](http://elsewhere.example/x.png)",
    "<a href=x onclick=alert(1)>x</a>",
    '<p style="position:fixed" class=x id=y hx-get="/x">x</p>',
    "<svg/onload=alert(1)>",
    "<iframe src=//x></iframe>",
    "`<script>`",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](http://a "onmouseover=alert(1)")',
    "<style>*{display:none}</style>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
]
ALLOWED_TAG = re.compile(r"</?(p|br|strong|em|ul|ol|li|blockquote|a|h3|h4|code|pre)\b[^>]*>")


def tags_left(html: str) -> list[str]:
    return re.findall(r"<[^>]*>", html)


class TestRender:
    @pytest.mark.parametrize("attack", ATTACKS)
    def test_leaves_nothing_that_runs(self, attack):
        html = str(markup.render(attack))

        assert all(ALLOWED_TAG.fullmatch(tag) for tag in tags_left(html)), html
        assert not any(
            re.search(r"(javascript|vbscript|data):|\son\w+=|style=|class=|hx-", tag, re.I)
            for tag in tags_left(html)
        ), html

    @given(st.text(max_size=300))
    def test_leaves_only_allowed_tags_whatever_is_written(self, source):
        assert all(ALLOWED_TAG.fullmatch(tag) for tag in tags_left(str(markup.render(source))))

    def test_keeps_paragraphs_lines_and_lists(self):
        html = markup.render("Uno\ndue\n\n- tre\n- **quattro**")

        assert html == (
            "<p>Uno<br>\ndue</p>\n<ul>\n<li>tre</li>\n<li><strong>quattro</strong></li>\n</ul>\n"
        )

    def test_marks_links_as_written_by_people(self):
        html = markup.render("[orari](https://example.org/a)")

        assert 'href="https://example.org/a"' in html
        assert 'rel="nofollow ugc noopener noreferrer"' in html

    def test_lowers_headings_below_those_of_the_page(self):
        assert markup.render("# Titolo") == "<h3>Titolo</h3>\n"

    @pytest.mark.parametrize("letter", ["*", "[", "(", ">", "`", "_", "!", "- "])
    def test_is_quick_on_ten_thousand_of_the_same(self, letter, time_limit):
        with time_limit(seconds=2):
            markup.render(letter * 10_000)


class TestPlain:
    def test_drops_marks_and_cuts_at_a_word(self):
        assert markup.plain("**Serve** un'auto per le visite", 15) == "Serve un'auto…"

    def test_leaves_short_texts_whole(self):
        assert markup.plain("Perché & come") == "Perché & come"
