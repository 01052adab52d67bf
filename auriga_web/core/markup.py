"""What people write, made safe to show: Markdown without HTML, then an allow-list."""

from functools import cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "h3", "h4", "code", "pre"}
_LINK = "nofollow ugc noopener noreferrer"


def render(source: str) -> Markup:
    """Return the HTML of a text in Markdown, fit to be stored beside its source and shown.

    No raw HTML, no pictures (they become links), no attribute but a link's address.
    """
    rendered = _parser().render(source.replace("\x00", ""))
    cleaned = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=_LINK,
    )
    return Markup(cleaned)  # noqa: S704


def plain(source: str, length: int = 200) -> str:
    """Return the text without its marks, cut at a word, for cards and search results."""
    text = " ".join(nh3.clean(_parser().render(source), tags=set()).split())
    if len(text) <= length:
        return unescape(text)
    return unescape(text[:length]).rsplit(" ", 1)[0] + "…"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False})
    parser.disable(["image", "html_block", "html_inline", "lheading"])
    parser.add_render_rule("heading_open", _lower_heading)
    parser.add_render_rule("heading_close", _lower_heading)
    return parser


def _lower_heading(self, tokens, index, options, env):  # type: ignore[no-untyped-def]
    # A page has its own h1 and h2: what people write begins below them.
    tokens[index].tag = "h3" if tokens[index].tag in {"h1", "h2", "h3"} else "h4"
    return self.renderToken(tokens, index, options, env)
