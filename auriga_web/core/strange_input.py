"""What no page of ours is ever asked for: refused once, before any feature reads it.

PostgreSQL stores no NUL in a text and no id beyond 31 bits, and SQLite has limits of its own: what
does not fit must be somebody's mistake, never an error of ours.
"""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, request
from sqlalchemy.exc import DataError
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.routing import IntegerConverter

from auriga_web.core.database import db
from auriga_web.core.errors import refuse

LARGEST_ID = 2**31 - 1
_NUL = "\x00"


class IdConverter(IntegerConverter):
    """A number in an address that an id can be; a larger one leads nowhere."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("max", LARGEST_ID)
        super().__init__(*arguments, **options)


def is_id(text: str) -> bool:
    """Tell whether `text` is an id as we write it: digits, no leading zero, not too large.

    `7`, `07` and `٧` would be three names for one thing.
    """
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LARGEST_ID)):
        return False
    return text == str(int(text)) and int(text) <= LARGEST_ID


def init_app(app: Flask) -> None:
    """Refuse what cannot be stored; before any feature adds its routes."""
    app.url_map.converters["int"] = IdConverter
    app.before_request(_refuse_nul)

    @app.errorhandler(DataError)
    @app.errorhandler(OverflowError)
    def _does_not_fit(problem: Exception) -> Response:
        """Say that a number or a text is too large for where it should be kept."""
        app.logger.warning("Refused what does not fit: %s", type(problem).__name__)
        db.session.rollback()
        return refuse(400)


def _refuse_nul() -> None:
    if _NUL in request.path:
        raise NotFound
    if _has_nul(request.args.items(multi=True)):
        raise BadRequest
    if request.method == "POST" and _has_nul(request.form.items(multi=True)):
        raise BadRequest


def _has_nul(values: Iterable[tuple[str, str]]) -> bool:
    return any(_NUL in name or _NUL in value for name, value in values)
