"""Every refusal as a page that says what to do next, with the right status."""

import sqlite3
from typing import Any

import psycopg
from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError, Unauthorized

from auriga_web.core.access import NotAllowed
from auriga_web.core.answers import is_htmx
from auriga_web.core.database import db
from auriga_web.core.language import gettext

_PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503})
SERVICE_PAUSE_SECONDS = 5
# PostgreSQL's and SQLite's names for a row that is there already, or one that is gone.
_BEATEN = frozenset(
    {
        "23503",
        "23505",
        "SQLITE_CONSTRAINT_FOREIGNKEY",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_CONSTRAINT_UNIQUE",
    }
)


class Unavailable(Exception):
    """Something that must be there is not (a key, the database): fail closed, try again later."""


def refuse(status: int, reason: str = "", **headers: str) -> Response:
    """Answer with the page of this status, and why, where there is something to add."""
    page = status if status in _PAGES else (400 if status < 500 else 500)
    response = make_response(render_template(f"errors/{page}.html", reason=reason), status)
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers)
    return response


def init_app(app: Flask) -> None:
    """Answer what features raise."""

    @app.errorhandler(NoResultFound)
    def _not_found(_problem: NoResultFound) -> Response:
        return refuse(404)

    @app.errorhandler(NotAllowed)
    def _not_allowed(problem: NotAllowed) -> Response:
        return refuse(403, str(problem))

    @app.errorhandler(CSRFError)
    def _stale_form(_problem: CSRFError) -> Response:
        return refuse(400, "csrf")

    @app.errorhandler(Unauthorized)
    def _sign_in_first(_problem: Unauthorized) -> Any:
        there = request.full_path.rstrip("?") if request.method == "GET" else None
        here = url_for("security.login", next=request.script_root + there if there else None)
        if is_htmx():
            response = make_response("", 401)
            response.headers["HX-Redirect"] = here
            return response
        return redirect(here)

    @app.errorhandler(Unavailable)
    @app.errorhandler(OperationalError)
    @app.errorhandler(sqlite3.OperationalError)
    @app.errorhandler(psycopg.OperationalError)
    def _not_now(problem: Exception) -> Response:
        app.logger.error("Unavailable: %s", problem)
        _roll_back()
        return refuse(503, "", **{"Retry-After": str(SERVICE_PAUSE_SECONDS)})

    @app.errorhandler(IntegrityError)
    def _somebody_was_first(problem: IntegrityError) -> Response:
        if not _is_beaten(problem):
            raise problem
        app.logger.warning("Somebody was first: %s", type(problem.orig).__name__)
        _roll_back()
        return refuse(409)

    @app.errorhandler(SecurityError)
    def _wrong_host(_problem: SecurityError) -> Response:
        # Under a name that is not ours no link would be right, so this is no page of ours.
        text = gettext("This site is not reached by this name. Check the address and try again.")
        return Response(text, 400, mimetype="text/plain")

    @app.errorhandler(HTTPException)
    def _refused(problem: HTTPException) -> Any:
        if problem.response is not None or problem.code is None or problem.code < 400:
            return problem.get_response()
        response = refuse(problem.code)
        for name, value in problem.get_headers():
            if name.lower() in {"allow", "retry-after"}:
                response.headers[name] = value
        return response

    @app.errorhandler(500)
    def _broken(_problem: Exception) -> Response:
        _roll_back()
        return refuse(500)


def _is_beaten(problem: IntegrityError) -> bool:
    """Tell whether somebody else was first: wrote the same, or removed what this hangs on."""
    name = getattr(problem.orig, "sqlstate", None) or getattr(problem.orig, "sqlite_errorname", "")
    return name in _BEATEN


def _roll_back() -> None:
    # What failed may have left the session unusable; the error page needs a fresh one.
    try:
        db.session.rollback()
    except Exception:
        db.session.remove()
