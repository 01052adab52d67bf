"""Sessions: a row of ours for who is signed in, a signed cookie for a visitor's forms.

The row is found by the hash of the id in the cookie. Every sign-in and every new power makes a new
id. What a request changed is written after its transaction, in a short one of its own, so a refused
form keeps its token and a page that only reads stays a reader.
"""

import secrets
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, cast

from flask import Flask, Request, Response, request, session
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from auriga_web.accounts import operations, queries, rules
from auriga_web.accounts.queries import SignedIn
from auriga_web.core import clock
from auriga_web.core.access import STAFF_ROLES
from auriga_web.core.database import short_transaction

_MEMBER, _VISITOR = "m.", "v."
_VISITOR_SECONDS = 2 * 60 * 60
_CSRF = "csrf_token"
# What a visitor's session may carry over when they sign in.
_KEPT_AT_SIGN_IN = frozenset({"_flashes", "has_bodies"})
# What the libraries note even about nobody, and nobody reads.
_LIBRARY_NOTES = ("fs_cc", "_remember", "_remember_seconds", "_id")
# Where nothing is written about who came: presence there would say who votes when.
_UNSEEN_BLUEPRINTS = frozenset({"voting", "ballot"})


class BrowserSession(SessionMixin):
    """What is kept for one browser; read from the database when first asked for."""

    def __init__(self, interface: "BrowserSessions", cookie: str) -> None:
        self._interface = interface
        self._data: dict[str, Any] | None = None
        self._held: SignedIn | None = None
        self.cookie = cookie
        self.modified = False
        self.renewed = False

    @property
    def held(self) -> SignedIn | None:
        """Who is signed in with this browser."""
        self._load()
        return self._held

    @property
    def sid_sha256(self) -> str:
        return hashed(self.cookie)

    @property
    def is_loaded(self) -> bool:
        return self._data is not None

    def renew(self) -> None:
        """Give the session a new id: what it may do has changed."""
        self.renewed = self.modified = True

    def _load(self) -> dict[str, Any]:
        if self._data is None:
            self._data, self._held = self._interface.read(self.cookie)
        return self._data

    def __getitem__(self, key: str) -> Any:
        return self._load()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._load()[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self._load()[key]
        self.modified = True

    def pop(self, key: str, default: Any = None) -> Any:
        data = self._load()
        self.modified = self.modified or key in data
        return data.pop(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())


class BrowserSessions(SessionInterface):
    """Opens and saves the sessions of an application."""

    def __init__(self, app: Flask) -> None:
        self._serializer = TaggedJSONSerializer()
        self._signer = URLSafeTimedSerializer(
            app.config["SECRET_KEY"], salt="auriga.visitor", serializer=self._serializer
        )

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        return BrowserSession(self, request.cookies.get(self.get_cookie_name(app), ""))

    def read(self, cookie: str) -> tuple[dict[str, Any], SignedIn | None]:
        """Return what a cookie stands for: data and, for a member, who they are."""
        if cookie.startswith(_MEMBER):
            held = queries.find_signed_in(hashed(cookie))
            if held is None or _is_over(held):
                return {}, None
            data = self._serializer.loads(held.data)
            # A new password, or a deactivation, changes the name: older sessions are nobody's.
            return (data, held) if data.get("_user_id") == held.uniquifier else ({}, None)
        if cookie.startswith(_VISITOR):
            try:
                data = self._signer.loads(cookie.removeprefix(_VISITOR), max_age=_VISITOR_SECONDS)
            except BadSignature:
                return {}, None
            return (data if isinstance(data, dict) else {}), None
        return {}, None

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        """Write what changed. Runs after the request's own transaction has ended."""
        if not session.is_loaded:
            return
        member = session.get("_user_id")
        held: SignedIn | None = session.held
        if member and held is not None and held.uniquifier == member and not session.renewed:
            self._keep(session, held)
        elif member:
            self._begin(app, session, response)
        else:
            self._keep_visitor(app, session, response)

    def _keep(self, session: BrowserSession, held: SignedIn) -> None:
        now = clock.now()
        is_due = rules.wants_a_look(held.seen_at, now) and not _is_unseen()
        if not session.modified and not is_due:
            return
        with short_transaction():
            operations.keep_session(
                session.sid_sha256,
                data=self._serializer.dumps(dict(session)),
                body_id=session.get("body_id"),
                seen_at=now if is_due else None,
            )

    def _begin(self, app: Flask, session: BrowserSession, response: Response) -> None:
        data = dict(session)
        if session.held is None:
            data = {key: data[key] for key in data if _is_carried(key)}
        # A new id has a new token for its forms, there before the first page asks for it.
        data[_CSRF] = secrets.token_hex(20)
        cookie = _MEMBER + secrets.token_urlsafe(32)
        with short_transaction():
            if session.cookie.startswith(_MEMBER):
                operations.end_session(session.sid_sha256)
            operations.open_session(
                hashed(cookie),
                uniquifier=data["_user_id"],
                body_id=data.get("body_id"),
                device=_device(),
                data=self._serializer.dumps(data),
                now=clock.now(),
            )
        self._set_cookie(app, response, cookie)

    def _keep_visitor(self, app: Flask, session: BrowserSession, response: Response) -> None:
        for name in _LIBRARY_NOTES:
            session.pop(name, None)
        if session.cookie.startswith(_MEMBER):
            with short_transaction():
                operations.end_session(session.sid_sha256)
        if not session:
            if session.cookie:
                response.delete_cookie(
                    self.get_cookie_name(app),
                    path=self.get_cookie_path(app),
                    secure=self.get_cookie_secure(app),
                    httponly=True,
                    samesite=self.get_cookie_samesite(app),
                )
        elif session.modified or session.cookie.startswith(_MEMBER):
            self._set_cookie(app, response, _VISITOR + str(self._signer.dumps(dict(session))))

    def _set_cookie(self, app: Flask, response: Response, cookie: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            cookie,
            httponly=True,
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            samesite=self.get_cookie_samesite(app),
        )
        response.vary.add("Cookie")


def browser_session() -> BrowserSession:
    """Return the session of this request, as ours."""
    return cast(BrowserSession, session._get_current_object())  # type: ignore[attr-defined]


def hashed(cookie: str) -> str:
    """Return what is kept of a session's id."""
    return sha256(cookie.encode()).hexdigest()


def _is_over(held: SignedIn) -> bool:
    return rules.is_over(
        is_staff=bool(held.roles & STAFF_ROLES),
        created_at=held.created_at,
        seen_at=held.seen_at,
        expires_at=held.expires_at,
        now=clock.now(),
    )


def _is_carried(key: str) -> bool:
    # The library's own words for who signed in, and how freshly.
    return key in _KEPT_AT_SIGN_IN or key in {
        "_user_id",
        "_fresh",
        "fs_paa",
        "fs_gexp",
        "has_bodies",
    }


def _is_unseen() -> bool:
    return request.blueprint in _UNSEEN_BLUEPRINTS


def _device() -> str:
    return rules.device_name(request.headers.get("User-Agent", ""))
