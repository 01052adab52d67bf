"""Choosing between a whole page and the part that htmx asked for; redirects that stay at home."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, render_template
from htmx_flask import request


def is_htmx() -> bool:
    """Tell whether htmx asked for a part of a page (a boosted link wants the whole page)."""
    return bool(request.htmx) and not request.htmx.boosted


def page_or_partial(page: str, partial: str, status: int = 200, **context: Any) -> Response:
    """Answer with the partial when htmx asked for it, else with the whole page."""
    response = make_response(render_template(partial if is_htmx() else page, **context), status)
    response.vary.add("HX-Request")
    return response


def private(response: Response) -> Response:
    """Keep this answer out of every cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


def safe_next(target: str | None, fallback: str) -> str:
    """Return `target` if it is a path on this site, else `fallback`.

    A host, a scheme, a backslash, a control character or a second leading slash make it none.
    """
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return fallback
    if "\\" in target or any(ord(letter) < 33 or ord(letter) == 127 for letter in target):
        return fallback
    try:
        parts = urlsplit(target)
    except ValueError:
        return fallback
    return fallback if parts.scheme or parts.netloc else target
