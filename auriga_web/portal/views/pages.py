"""Pages of text, and what machines ask of a site."""

import json

from flask import current_app, make_response, render_template, url_for
from werkzeug.wrappers import Response

from auriga_web.core.access import Access, access
from auriga_web.core.language import current_language
from auriga_web.core.language import gettext as _
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint

HOW_IT_WORKS = "come-funziona"
# The addresses of the pages of text; each has a file per language under templates/portal/pages.
PAGES = (
    "regole",
    "privacy",
    "note-legali",
    "accessibilita",
    "dati-aperti",
    "parla-con-un-operatore",
    "aiuto-in-altre-lingue",
)

# Languages of help, as they call themselves; each has a file under templates/portal/help.
TONGUES = {"ro": "Română", "uk": "Українська", "sq": "Shqip", "ar": "العربية"}


@blueprint.get("/come-funziona")
@access(Access.VISITOR)
def how_it_works() -> str:
    return _text(HOW_IT_WORKS)


@blueprint.get("/<any({}):slug>".format(", ".join(f'"{slug}"' for slug in PAGES)))
@access(Access.VISITOR)
def page(slug: str) -> str:
    return _text(slug)


@blueprint.get("/aiuto/<any({}):tongue>".format(", ".join(f'"{one}"' for one in TONGUES)))
@access(Access.VISITOR)
def help_in(tongue: str) -> str:
    return render_template(f"portal/help/{tongue}.html", tongues=TONGUES)


@blueprint.get("/robots.txt")
@access(Access.VISITOR)
def robots() -> Response:
    lines = [
        "User-agent: *",
        "Disallow: /io",
        "Disallow: /cerca",
        "Disallow: /en/io",
        "Disallow: /en/cerca",
        f"Sitemap: {_absolute(url_for('portal.sitemap'))}",
    ]
    return _plain("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
@access(Access.VISITOR)
def sitemap() -> Response:
    fixed = [
        url_for("portal.home"),
        url_for("portal.how_it_works"),
        url_for("portal.participate"),
        url_for("portal.outcomes"),
        url_for("portal.comuni"),
        url_for("services.index"),
        *(url_for("portal.page", slug=slug) for slug in PAGES),
        *(url_for("portal.help_in", tongue=tongue) for tongue in TONGUES),
        *(url_for("portal.comune", slug=slug) for slug in queries.list_comune_slugs()),
    ]
    entries: list[tuple[str, str | None]] = [(_absolute(path), None) for path in fixed]
    entries += [
        (_absolute(url), at.date().isoformat()) for url, at in queries.list_public_addresses()
    ]
    return _plain(render_template("portal/sitemap.xml", entries=entries), "application/xml")


@blueprint.get("/site.webmanifest")
@access(Access.VISITOR)
def manifest() -> Response:
    site = current_app.config["SETTINGS"].site
    facts = {
        "name": site.name,
        "short_name": site.name,
        "description": _("What is missing where you live, and what comes of it."),
        "lang": current_language(),
        "start_url": url_for("portal.home"),
        "display": "browser",
        "background_color": "#fbf8f3",
        "theme_color": "#0b5d5b",
    }
    return _plain(json.dumps(facts, ensure_ascii=False), "application/manifest+json")


def _text(slug: str) -> str:
    return render_template(f"portal/pages/{current_language()}/{slug}.html")


def _absolute(path: str) -> str:
    """Return the address with the configured host: never the one the request names."""
    return current_app.config["PUBLIC_BASE_URL"] + path


def _plain(text: str, mimetype: str) -> Response:
    response = make_response(text)
    response.headers["Content-Type"] = mimetype
    return response
