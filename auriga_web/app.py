"""The roof: builds the application and plugs every feature in, in the order of the floors."""

from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import urlsplit

import htmx_flask
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from auriga_web import paths
from auriga_web.core import (
    access,
    clock,
    database,
    errors,
    headers,
    installation,
    kept,
    language,
    limits,
    page_cache,
    page_slots,
    statics,
    strange_input,
)
from auriga_web.core.access import current_actor
from auriga_web.core.attachments import serving as attachments
from auriga_web.core.settings import Settings, from_environment

# Floor by floor, from the ground: listeners and slots of a lower feature come before those above.
FEATURES = [
    "audit",
    "chain",
    "duties",
    "accounts",
    "territories",
    "organisations",
    "discussion",
    "processes",
    "services",
    "needs",
    "initiatives",
    "desk",
    "voting",
    "meetings",
    "moderation",
    "notifications",
    "portal",
    "backoffice",
]
_LARGEST_REQUEST = 6 * 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; without settings, with those of the environment."""
    settings = settings or from_environment()
    app = Flask(
        "auriga_web",
        template_folder=str(paths.TEMPLATES),
        static_folder=None,
    )
    _configure(app, settings)
    language.init_app(app)
    database.init_app(app)
    import_models()
    installation.init_app(app)
    headers.init_app(app)
    strange_input.init_app(app)
    htmx_flask.Htmx(app)
    CSRFProtect(app)
    access.init_app(app)
    kept.init_app(app)
    errors.init_app(app)
    limits.init_app(app)
    attachments.init_app(app)
    for feature in FEATURES:
        _plug_in(app, feature)
    _furnish_templates(app, settings)
    page_cache.init_app(app)
    statics.init_app(app)
    return app


def import_models() -> None:
    """Import every table, so that relations and the schema are whole."""
    import_module("auriga_web.core.attachments.models")
    import_module("auriga_web.core.installation")
    import_module("auriga_web.core.job_queue.models")
    import_module("auriga_web.core.limits")
    import_module("auriga_web.core.mail")
    import_module("auriga_web.core.search.models")
    for feature in FEATURES:
        _import_room(feature, "models")


def _configure(app: Flask, settings: Settings) -> None:
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = urlsplit(settings.public_base_url)
    is_secure = base.scheme == "https"
    clock.shift(timedelta(seconds=settings.clock_offset_seconds))
    app.config.update(
        SETTINGS=settings,
        DATA=settings.data,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        PUBLIC_BASE_URL=settings.public_base_url,
        TRUSTED_HOSTS=[
            base.hostname or "",
            *(["localhost", "127.0.0.1"] if settings.is_loopback else []),
        ],
        BALLOT_KEY_DIR=settings.ballot_key_dir,
        MAIL_HOST=settings.mail_host,
        MAIL_PORT=settings.mail_port,
        MAIL_USER=settings.mail_user,
        MAIL_PASSWORD=settings.mail_password,
        MAIL_TLS=settings.mail_tls,
        MAIL_SENDER=settings.mail_sender,
        IDENTITY_SECRET=settings.identity_secret or settings.secret_key,
        TESTING=settings.testing,
        PAGE_CACHE=settings.page_cache,
        COMPRESS_STATIC=not settings.testing,
        MAX_CONTENT_LENGTH=_LARGEST_REQUEST,
        SESSION_COOKIE_NAME="__Host-auriga" if is_secure else "auriga",
        SESSION_COOKIE_SECURE=is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _plug_in(app: Flask, feature: str) -> None:
    wiring = _import_room(feature, "wiring")
    if wiring is not None:
        wiring.init_app(app)
    for room in ("listeners", "jobs", "slots"):
        _import_room(feature, room)
    views = _import_room(feature, "views")
    if views is not None:
        for blueprint in getattr(views, "blueprints", None) or [views.blueprint]:
            app.register_blueprint(blueprint)


def _import_room(feature: str, room: str):
    name = f"auriga_web.{feature}.{room}"
    return import_module(name) if find_spec(name) else None


def _furnish_templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.globals.update(slot=page_slots.slot, site=settings.site, now=clock.now)

    @app.context_processor
    def _about_this_request() -> dict[str, object]:
        return {
            "actor": current_actor(),
            "demo": app.config.get("DEMO", False),
            "other_language_url": language.other_language_url(),
        }
