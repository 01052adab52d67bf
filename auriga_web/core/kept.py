"""Pages that say the same to everybody, kept whole for who is signed in too.

What is personal in them is small: the person's bar and the token of forms. While such a page is
made nobody is signed in, so nothing personal can get into it; marks stand where the personal parts
go, and each request fills them in. A kept page is good while nothing in the database has changed.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from auriga_web.core import clock
from auriga_web.core.access import VISITOR, current_actor
from auriga_web.core.answers import is_htmx
from auriga_web.core.language import current_language
from auriga_web.core.page_cache import keep_until, latest_end

MOST_KEPT = 1000

# Drawn anew by each process: nobody can write a mark into a text.
_TOKEN_MARK = f"token-{secrets.token_hex(8)}"
_PERSON_MARK = f"person-{secrets.token_hex(8)}"
_View = TypeVar("_View", bound=Callable[..., Any])


class _Page(NamedTuple):
    version: object
    until: float
    text: str


def same_for_everybody(view: _View) -> _View:
    """Let the decorated view make its page once for all, as long as nothing changes.

    Inside, the actor is a visitor. What is not a page (a redirect, a refusal) is not kept.
    """

    @wraps(view)
    def answer(**arguments: Any) -> Any:
        is_signed_in = not current_actor().is_visitor
        key = (current_language(), request.full_path, is_signed_in, is_htmx())
        page = _find(key)
        if page is None:
            version = _version()
            page = _make(view, arguments, is_signed_in=is_signed_in)
            if not isinstance(page, str):
                return page
            _keep(key, version, page)
        return _fill(page)

    return answer  # type: ignore[return-value]


def kept_part(key: Hashable, caller: Callable[[], str]) -> Markup:
    """Return a part of a page, made once for all readers to whom it says the same.

    `key` holds everything it depends on beside what is in the database. In a template:
    `{% call kept_part(key) %}…{% endcall %}`, without tokens of forms inside.
    """
    whole_key = ("part", current_language(), key)
    part = _find(whole_key)
    if part is None:
        version = _version()
        part = str(caller())
        _keep(whole_key, version, part)
    return Markup(part)  # noqa: S704


def form_token() -> str:
    """Return the token of this browser's forms, or the mark where it will stand."""
    return _TOKEN_MARK if g.get("made_for_everybody") else generate_csrf()


def person_bar() -> Markup:
    """Return what the frame says to who is signed in, or the mark where it will stand."""
    if g.get("made_for_everybody"):
        return Markup(_PERSON_MARK)  # noqa: S704
    return _render_person_bar()


def init_app(app: Flask) -> None:
    """Give templates the two personal parts."""
    app.extensions["auriga_kept"] = OrderedDict()
    app.jinja_env.globals.update(
        csrf_token=form_token,
        person_bar=person_bar,
        kept_part=kept_part,
    )

    @app.context_processor
    def _about_this_person() -> dict[str, object]:
        made_for = g.get("made_for_everybody")
        return {"is_signed_in": made_for == "members" if made_for else not _is_visitor()}


def _is_visitor() -> bool:
    return current_actor().is_visitor


def _make(view: Callable[..., Any], arguments: dict[str, Any], *, is_signed_in: bool) -> Any:
    actor, g.actor = g.actor, VISITOR
    g.made_for_everybody = "members" if is_signed_in else "visitors"
    try:
        return view(**arguments)
    finally:
        g.actor = actor
        g.made_for_everybody = None


def _fill(page: str) -> str:
    if _PERSON_MARK in page:
        page = page.replace(_PERSON_MARK, _render_person_bar())
    if _TOKEN_MARK in page:
        page = page.replace(_TOKEN_MARK, generate_csrf())
    return page


def _render_person_bar() -> Markup:
    return Markup(render_template("layouts/partials/_person_bar.html"))  # noqa: S704


def _find(key: Hashable) -> str | None:
    page = _pages().get(key)
    if page is None or page.version != _version() or clock.now().timestamp() >= page.until:
        return None
    keep_until(clock.from_timestamp(page.until))
    return page.text


def _keep(key: Hashable, version: object, text: str) -> None:
    if version is None:
        return
    pages = _pages()
    pages[key] = _Page(version, latest_end(), text)
    pages.move_to_end(key)
    while len(pages) > MOST_KEPT:
        pages.popitem(last=False)


def _pages() -> OrderedDict[Hashable, _Page]:
    pages: OrderedDict[Hashable, _Page] = current_app.extensions["auriga_kept"]
    return pages


def _version() -> object:
    """Return what the database is at; None where nothing is kept."""
    read = current_app.extensions.get("auriga_database_version")
    return read() if read else None
