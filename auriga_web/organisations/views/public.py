"""Who is here: the directory and a body's page."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import lazy_gettext as _
from auriga_web.organisations import forms, policies, queries
from auriga_web.organisations.models import OrganisationKind
from auriga_web.territories import queries as territories

# The word in the address, what it shows, and the kinds it stands for.
GROUPS = (
    ("consorzio", _("consortium"), [OrganisationKind.CONSORTIUM]),
    (
        "servizi-alla-persona",
        _("cooperatives for services to people"),
        [OrganisationKind.COOPERATIVE_A],
    ),
    (
        "inserimento-lavorativo",
        _("cooperatives that give work"),
        [OrganisationKind.COOPERATIVE_B],
    ),
    ("associazioni", _("associations"), [OrganisationKind.ASSOCIATION]),
    ("istituzioni", _("institutions"), [OrganisationKind.INSTITUTION]),
    ("gruppi", _("informal groups"), [OrganisationKind.INFORMAL_GROUP]),
)

_OTHERS = [kind for kind in OrganisationKind if kind not in queries.OF_THE_CONSORTIUM]
MOST_WORDS = 200


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    blueprint.add_url_rule("/chi-ce", view_func=index)
    blueprint.add_url_rule("/chi-ce/<int:organisation_id>", view_func=show)


@access(Access.VISITOR)
def index() -> str:
    """List the verified bodies."""
    places = territories.load_places()
    place = places.find(request.args.get("territorio"))
    group = next((row for row in GROUPS if row[0] == request.args.get("tipo")), None)
    words = request.args.get("q", "").strip()[:MOST_WORDS]
    cursor = request.args.get("dopo")
    is_plain = not (words or place or group)
    page = queries.list_organisations(
        # Those of the consortium stand on top of the plain list, once.
        kinds=_OTHERS if is_plain else group[2] if group else (),
        territory_ids=places.around(place.id) if place else (),
        words=words,
        cursor=cursor,
    )
    filters: dict[str, Any] = {
        "q": words or None,
        "tipo": group[0] if group else None,
        "territorio": place.slug if place else None,
    }
    return render_template(
        "organisations/index.html",
        page=page,
        consortium=queries.list_consortium() if is_plain and not cursor else (),
        words=words,
        places=places,
        place=place,
        group=group,
        groups=GROUPS,
        kind_names=forms.KIND_NAMES,
        next_url=url_for("organisations.index", **filters, dopo=page.next_cursor)
        if page.next_cursor
        else None,
    )


@access(Access.VISITOR)
def show(organisation_id: int) -> str:
    """Show a body."""
    return body_page(organisation_id)


def body_page(organisation_id: int, refusal: forms.RefusalForm | None = None) -> str:
    """Return a body's page; with `refusal`, the form that was not good."""
    actor = current_actor()
    organisation = queries.get_organisation(organisation_id, reader=actor)
    today = queries.today_of(clock.now())
    membership = queries.find_membership(organisation_id, actor.person_id)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        speakers=queries.list_speakers(organisation_id, today=today),
        membership=membership,
        may_manage=policies.may_manage(actor, membership, today),
        may_speak=policies.may_speak(actor, membership, today),
        may_describe=policies.may_describe(actor, membership, today),
        refusal=(refusal or forms.RefusalForm()) if policies.may_decide(actor) else None,
        kind_names=forms.KIND_NAMES,
        section_names=forms.SECTION_NAMES,
        role_names=forms.ROLE_NAMES,
    )
