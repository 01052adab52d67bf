"""Whole pages kept for visitors, until anything in the database changes.

A page is kept per address, language and kind of answer, never for who carries a session cookie. Its
version is the database's own: SQLite's `data_version`, PostgreSQL's snapshot. Every commit of any
worker moves it, so nothing has to remember what to forget. It is looked at again after at most half
a second, and a page may name an earlier moment at which it ends (`keep_until`).
"""

import gzip
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import psycopg
from flask import Flask, Response, g, request

from auriga_web.core import clock

CHECK_SECONDS = 0.5
LONGEST_SECONDS = 60
MOST_BYTES = 64 * 1024 * 1024
_StartResponse = Callable[..., Any]
_Key = tuple[str, str, str, bool]
_OFFER = "auriga.page_cache"


@dataclass(slots=True)
class _Kept:
    version: object
    until: float
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    gzipped: bytes
    etag: str


@dataclass(slots=True)
class _Offer:
    """What a request says about keeping its page."""

    # Read before the page is: at worst it is too old, and the page is made once more.
    version: object = None
    until: float = float("inf")
    is_fit: bool = False


def keep_until(moment: datetime) -> None:
    """Let the page being made be kept at most until `moment`, when what it says changes."""
    until = g.get("kept_until")
    g.kept_until = moment if until is None else min(until, moment)


def latest_end() -> float:
    """Return until when what is being made may be kept, in seconds since the epoch.

    What a page says of deadlines changes with the clock alone: a minute at most, or what it named.
    """
    until = g.get("kept_until")
    soon = clock.now().timestamp() + LONGEST_SECONDS
    return min(until.timestamp(), soon) if until else soon


class PageCache:
    """WSGI: answers visitors with a kept page, or keeps the page that was made for them."""

    def __init__(self, app: Callable[..., Any], *, cookie: str, version: Callable[[], object]):
        self._app = app
        self._cookie = f"{cookie}="
        self._version_of_database = version
        self._pages: OrderedDict[_Key, _Kept] = OrderedDict()
        self._bytes = 0
        self._version: object = None
        self._checked_at = float("-inf")

    def __call__(self, environ: dict[str, Any], start_response: _StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or self._cookie in environ.get("HTTP_COOKIE", ""):
            return self._app(environ, start_response)  # type: ignore[no-any-return]
        key = (
            environ.get("HTTP_HOST", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            _asks_for_a_part(environ),
        )
        kept = self._pages.get(key)
        if kept is not None and self._is_good(kept):
            return _answer(kept, environ, start_response)
        offer = _Offer()
        environ[_OFFER] = offer
        held: list[Any] = []

        def hold(*answer: Any) -> None:
            held[:] = answer

        body = self._app(environ, hold)
        if offer.is_fit:
            whole = b"".join(body)
            if hasattr(body, "close"):
                body.close()
            made = self._keep(key, offer, held[0], held[1], whole)
            if made is not None:
                return _answer(made, environ, start_response)
            body = [whole]
        start_response(*held)
        return body  # type: ignore[no-any-return]

    def version(self) -> object:
        """Return what the database is at now."""
        self._version, self._checked_at = self._version_of_database(), time.monotonic()
        return self._version

    def _is_good(self, kept: _Kept) -> bool:
        moment = time.monotonic()
        if moment - self._checked_at >= CHECK_SECONDS:
            self._version, self._checked_at = self._version_of_database(), moment
        return kept.version == self._version and clock.now().timestamp() < kept.until

    def _keep(
        self,
        key: _Key,
        offer: "_Offer",
        status: str,
        headers: list[tuple[str, str]],
        body: bytes,
    ) -> _Kept | None:
        # The last word on what was answered: a session that was begun has set its cookie by now.
        if any(name.lower() == "set-cookie" for name, _ in headers):
            return None
        kept = _Kept(
            version=offer.version,
            until=offer.until,
            status=status,
            headers=[(k, v) for k, v in headers if k.lower() not in _OF_THE_BODY],
            body=body,
            gzipped=gzip.compress(body, 6),
            etag=f'"{sha256(body).hexdigest()[:24]}"',
        )
        self._forget(key)
        self._pages[key] = kept
        self._bytes += len(kept.body) + len(kept.gzipped)
        while self._bytes > MOST_BYTES:
            self._forget(next(iter(self._pages)))
        return kept

    def _forget(self, key: _Key) -> None:
        old = self._pages.pop(key, None)
        if old is not None:
            self._bytes -= len(old.body) + len(old.gzipped)


_OF_THE_BODY = frozenset({"content-length", "content-encoding", "etag"})


def init_app(app: Flask) -> None:
    """Keep whole pages for visitors, unless the settings say not to."""
    if not app.config["PAGE_CACHE"]:
        return
    cache = PageCache(
        app.wsgi_app,
        cookie=app.config["SESSION_COOKIE_NAME"],
        version=_version_reader(app.config["SQLALCHEMY_DATABASE_URI"]),
    )
    app.wsgi_app = cache  # type: ignore[method-assign]
    app.extensions["auriga_database_version"] = cache.version

    @app.before_request
    def _note_version() -> None:
        if _OFFER in request.environ:
            request.environ[_OFFER].version = cache.version()

    @app.after_request
    def _offer(response: Response) -> Response:
        offer: _Offer | None = request.environ.get(_OFFER)
        is_fit = (
            response.status_code == 200
            and not response.is_streamed
            and "no-store" not in response.headers.get("Cache-Control", "")
            and (response.mimetype or "").startswith(("text/html", "application/", "text/"))
        )
        if offer is not None and is_fit and len(response.get_data()) < MOST_BYTES // 64:
            response.vary.add("Accept-Encoding")
            offer.until = latest_end()
            offer.is_fit = True
        return response


def _answer(
    kept: _Kept, environ: dict[str, Any], start_response: _StartResponse
) -> Iterable[bytes]:
    if kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", [*kept.headers, ("ETag", kept.etag)])
        return []
    zipped = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    body = kept.gzipped if zipped else kept.body
    headers = [*kept.headers, ("ETag", kept.etag), ("Content-Length", str(len(body)))]
    if zipped:
        headers.append(("Content-Encoding", "gzip"))
    start_response(kept.status, headers)
    return [body]


def _asks_for_a_part(environ: dict[str, Any]) -> bool:
    """Tell whether htmx asks for a part, by the same headers as `core.answers.is_htmx`."""
    is_boosted = environ.get("HTTP_HX_BOOSTED") == "true"
    return environ.get("HTTP_HX_REQUEST") == "true" and not is_boosted


def _version_reader(url: str) -> Callable[[], object]:
    if url.startswith("sqlite"):
        return _FileReader(url.removeprefix("sqlite:///"))
    return _SnapshotReader(url.replace("postgresql+psycopg", "postgresql"))


class _FileReader:
    """Reads SQLite's count of what others have committed, over a connection of its own."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False)

    def __call__(self) -> object:
        return self._connection.execute("PRAGMA data_version").fetchone()

    def __del__(self) -> None:
        self._connection.close()


class _SnapshotReader:
    """Reads PostgreSQL's snapshot over a connection of its own, made when first needed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection | None = None

    def __del__(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def __call__(self) -> object:
        try:
            if self._connection is None:
                self._connection = psycopg.connect(self._url, autocommit=True)
            return self._connection.execute("SELECT pg_current_snapshot()::text").fetchone()
        except psycopg.Error:
            # No version: nothing kept is good until the database answers again.
            self._connection = None
            return object()
