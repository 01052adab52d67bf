"""Search across needs, initiatives, votes, services and organisations."""

from flask import render_template, request, url_for

from auriga_web.core import search as index
from auriga_web.core.access import Access, access, gates
from auriga_web.core.language import gettext
from auriga_web.core.language import lazy_gettext as _
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.territories import queries as territories

LONGEST_QUERY = 200
MOST_HITS = 30
# What is looked for, as the address names it; in the order of the tabs.
KINDS = {
    "bisogni": ("need", _("Needs")),
    "iniziative": ("initiative", _("Initiatives")),
    "votazioni": ("poll", _("Votes")),
    "servizi": ("service", _("Services")),
    "organizzazioni": ("organisation", _("Organisations")),
}
WORDS = {
    "need": _("Need"),
    "initiative": _("Initiative"),
    "poll": _("Secret vote"),
    "service": _("Service"),
    "organisation": _("Organisation"),
}


@blueprint.get("/cerca")
@access(Access.VISITOR)
def search() -> str:
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    chosen = request.args.get("tipo")
    kinds = [KINDS[chosen][0]] if chosen in KINDS else [kind for kind, _label in KINDS.values()]
    known = gates()
    hits = [
        (hit, WORDS[hit.kind], known[hit.kind].url(hit.subject_id))
        for hit in (index.search(query, kinds=kinds, limit=MOST_HITS) if query else ())
        if hit.kind in known
    ]
    return render_template(
        "portal/search.html",
        query=query,
        entries=_tabs(query, chosen),
        hits=hits,
        is_cut=len(hits) == MOST_HITS,
        comune=territories.find_comune_by_name(query) if query else None,
    )


def _tabs(query: str, chosen: str | None) -> list[tuple[str, str, bool]]:
    everything = (gettext("Everything"), url_for("portal.search", q=query), chosen not in KINDS)
    return [
        everything,
        *(
            (str(label), url_for("portal.search", q=query, tipo=slug), slug == chosen)
            for slug, (_kind, label) in KINDS.items()
        ),
    ]
