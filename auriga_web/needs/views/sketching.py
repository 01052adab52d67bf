"""What is kept of the form while somebody fills it in, also before they sign in."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import current_app, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.needs import operations, queries, rules
from auriga_web.needs.views.routes import blueprint

# Names the sketch of who has not signed in; nothing else is known of them.
COOKIE = "auriga-bozza"
_COOKIE_KEPT = timedelta(days=1)


@blueprint.post("/nuovo/da-capo")
@access(Access.VISITOR)
def start_again() -> Response:
    """Forget what was being written, and begin with an empty form."""
    return forget_sketch(redirect(url_for("needs.write"), 303))


def find_sketch() -> MultiDict[str, str] | None:
    """Return what this person, or this browser, was writing."""
    keys = _keys()
    sketch = queries.find_sketch(keys) if keys else None
    return MultiDict(sketch.fields) if sketch else None


def keep_sketch(response: Response) -> Response:
    """Keep the form that was sent, and give a visitor's browser the cookie that leads back."""
    fields = _fields()
    if not rules.is_worth_keeping(fields):
        return response
    actor = current_actor()
    if actor.person_id is not None:
        operations.keep_sketch(f"person:{actor.person_id}", fields, now=clock.now())
        return response
    token = request.cookies.get(COOKIE) or secrets.token_urlsafe(24)
    operations.keep_sketch(_visitor_key(token), fields, now=clock.now())
    response.set_cookie(
        COOKIE,
        token,
        max_age=_COOKIE_KEPT,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_sketch(response: Response) -> Response:
    """Forget it: what was written is a need now, or is not wanted."""
    keys = _keys()
    if keys:
        operations.drop_sketches(keys)
    if COOKIE in request.cookies:
        response.delete_cookie(COOKIE)
    return response


def _keys() -> list[str]:
    actor, token = current_actor(), request.cookies.get(COOKIE)
    keys = [f"person:{actor.person_id}"] if actor.person_id is not None else []
    return [*keys, _visitor_key(token)] if token else keys


def _visitor_key(token: str) -> str:
    return f"visitor:{sha256(token.encode()).hexdigest()}"


def _fields() -> dict[str, Any]:
    return {
        name: values if name == "target_groups" else values[0]
        for name, values in request.form.lists()
        if name in rules.SKETCHED
    }
