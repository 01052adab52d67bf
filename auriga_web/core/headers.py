"""The headers that every answer carries, error pages and static files included."""

from typing import Protocol

from flask import Flask, Response, g, request

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'; manifest-src 'self'"
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ("camera=(), microphone=(), geolocation=(self), browsing-topics=()"),
}


class _Headers(Protocol):
    def __contains__(self, name: str, /) -> bool: ...

    def __setitem__(self, name: str, value: str, /) -> None: ...


def add_to(headers: _Headers, *, is_secure: bool) -> None:
    """Put the headers on an answer; what a view set itself stays."""
    for name, value in _ALWAYS.items():
        if name not in headers:
            headers[name] = value
    if is_secure:
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"


def no_referrer() -> None:
    """Send no referrer from this page; for pages whose address carries a token."""
    g.no_referrer = True


def allow_form_to(origin: str) -> None:
    """Let forms of this page lead to `origin` as well; for the page with another's sign-in."""
    g.form_origin = origin


def init_app(app: Flask) -> None:
    """Put the headers on every answer, and keep what is private out of caches."""
    is_secure = app.config["PUBLIC_BASE_URL"].startswith("https://")

    @app.after_request
    def _add(response: Response) -> Response:
        if g.get("no_referrer"):
            response.headers["Referrer-Policy"] = "no-referrer"
        if origin := g.get("form_origin"):
            response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
                "form-action 'self'", f"form-action 'self' {origin}"
            )
        add_to(response.headers, is_secure=is_secure)
        response.vary.add("Cookie")
        if "Cache-Control" not in response.headers:
            signed_in = app.config["SESSION_COOKIE_NAME"] in request.cookies
            response.headers["Cache-Control"] = "no-store" if signed_in else "no-cache"
        return response
