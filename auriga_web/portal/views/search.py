"""Search across everything public, and what it offers while somebody types."""

from collections.abc import Sequence
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.core import search as index
from auriga_web.core.access import Access, access, gates
from auriga_web.core.answers import is_htmx
from auriga_web.core.kept import same_for_everybody
from auriga_web.core.language import gettext as _
from auriga_web.core.language import number
from auriga_web.core.search import Hit
from auriga_web.core.strange_input import is_id
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories

LONGEST_QUERY = 200
LONGEST_EXCERPT = 200
SHORTEST_TYPED = 2


@blueprint.get("/cerca")
@access(Access.VISITOR)
@same_for_everybody
def search() -> str:
    asked = _Asked()
    found = asked.find() if asked.words else None
    return render_template(
        "portal/search.html",
        query=asked.words,
        asked=asked,
        found=found,
        entries=_tabs(asked, found),
        hits=_shown(found.hits, found.words) if found else [],
        comune=territories.find_comune_by_name(asked.words) if asked.words else None,
    )


@blueprint.get("/cerca/suggerimenti")
@access(Access.VISITOR)
def suggestions() -> Response:
    """What is found so far, under the search box; without a script nobody asks for it."""
    words = _typed_words()
    if not is_htmx():
        return redirect(url_for("portal.search", q=words))
    hits: Sequence[Hit] = ()
    if len(words) >= SHORTEST_TYPED:
        hits = queries.list_suggestions(words, known_kinds=list(_kinds()))
    response = make_response(
        render_template("portal/partials/_suggestions.html", hits=_shown(hits, words))
    )
    response.vary.add("HX-Request")
    return response


class _Asked:
    """What an address asks of search; what it does not know it leaves out."""

    def __init__(self) -> None:
        self.words = _typed_words()
        self.kinds = _kinds()
        by_slug = {kind.slug: kind for kind in self.kinds.values()}
        self.kind = by_slug.get(request.args.get("tipo", ""))
        self.areas = services.list_areas()
        self.area = services.find_area(self.areas, request.args.get("area"))
        self.places = territories.load_places()
        self.place = self.places.find(request.args.get("territorio"))
        start = request.args.get("da", "")
        self.start = int(start) if is_id(start) else 0

    @property
    def filters(self) -> dict[str, Any]:
        """The query of this address, without what is as usual."""
        return {
            "q": self.words or None,
            "tipo": self.kind.slug if self.kind else None,
            "area": self.area.slug if self.area else None,
            "territorio": self.place.slug if self.place else None,
        }

    def find(self) -> queries.Findings:
        return queries.find_everywhere(
            self.words,
            known_kinds=list(self.kinds),
            kind=self.kind.kind if self.kind else None,
            area_ids=self.area.ids if self.area else (),
            place_ids=self.places.around(self.place.id) if self.place else (),
            areas={area.id: area.ids for area in self.areas},
            zones={zone.id: self.places.around(zone.id) for zone in self.places.zones},
            start=self.start,
        )


def _typed_words() -> str:
    return " ".join(request.args.get("q", "").split())[:LONGEST_QUERY]


def _kinds() -> dict[str, index.SearchedKind]:
    """Return what can be searched for, where a feature answers for it."""
    known = gates()
    return {kind.kind: kind for kind in index.searched_kinds() if kind.kind in known}


def _shown(hits: Sequence[Hit], words: str) -> list[tuple[Hit, str, str, str, str]]:
    """Return each hit with its kind, its address, and title and text with the words marked."""
    known, kinds = gates(), _kinds()
    return [
        (
            hit,
            str(kinds[hit.kind].one),
            known[hit.kind].url(hit.subject_id),
            index.highlight(hit.title, words),
            index.highlight(hit.summary, words, longest=LONGEST_EXCERPT),
        )
        for hit in hits
    ]


def _tabs(asked: _Asked, found: queries.Findings | None) -> list[tuple[str, str, bool]]:
    counts = found.kinds if found else {}
    filters = {**asked.filters, "tipo": None}

    def label(text: object, count: int | None) -> str:
        return f"{text} ({number(count)})" if count is not None else str(text)

    everything = label(_("Everything"), sum(counts.values()) if counts else None)
    return [
        (everything, url_for("portal.search", **filters), asked.kind is None),
        *(
            (
                label(kind.many, counts.get(kind.kind)),
                url_for("portal.search", **{**filters, "tipo": kind.slug}),
                kind is asked.kind,
            )
            for kind in asked.kinds.values()
        ),
    ]
