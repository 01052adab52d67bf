"""The form of a need: its choices, and what stands beside it while somebody writes."""

from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from auriga_web.core import search
from auriga_web.core.access import current_actor
from auriga_web.needs import operations, policies, queries, rules
from auriga_web.needs.forms import NeedForm
from auriga_web.needs.models import Need, SpeaksFor, TargetGroup
from auriga_web.needs.views.choices import area_options, comune_options, load_choices
from auriga_web.services.rules import area_label

SIMILAR_SHOWN = 3
FOUND_SHOWN = 5


def need_form(need: Need | None = None, *, sketched: MultiDict[str, str] | None = None) -> NeedForm:
    """Return the form with its choices; filled in from a need, or from what was sketched."""
    form = NeedForm(sketched, obj=need) if sketched is not None else NeedForm(obj=need)
    choices = load_choices()
    form.service_area_id.choices = area_options(choices.areas)
    form.comune_id.choices = comune_options(choices.places)
    form.target_groups.choices = [(g.value, rules.target_label(g)) for g in TargetGroup]
    acts_for_body = current_actor().body_id is not None
    form.speaks_for.choices = [
        (one.value, rules.speaks_for_label(one))
        for one in SpeaksFor
        if acts_for_body or one is not SpeaksFor.MY_ORGANISATION
    ]
    return form


def only_looks() -> bool:
    """Tell whether the form comes back with something beside it, and nothing is written."""
    return request.form.get("action") in {"similar", "reword"}


def form_page(
    form: NeedForm,
    *,
    need: Need | None = None,
    is_warned: bool = False,
    is_sketched: bool = False,
) -> str:
    """Return the page of the form, with what is beside it."""
    areas = load_choices().areas
    sensitive = [
        area_label(area.name) for root in areas for area in root.areas if area.is_sensitive
    ]
    return render_template(
        "needs/form.html",
        form=form,
        need=need,
        is_warned=is_warned,
        is_sketched=is_sketched,
        sensitive=sensitive,
        may_submit=need is None or policies.may_submit(current_actor(), need),
        may_discard=need is not None and policies.may_discard(current_actor(), need),
        **what_is_beside(form.title.data or "", form.body.data or "", without=need),
    )


def what_is_beside(title: str, body: str, *, without: Need | None = None) -> dict[str, Any]:
    """Return what is similar to a text, and what in it had better not be published."""
    words = f"{title} {body}"[:300]
    skipped = str(without.id) if without else None
    needs = search.find_similar(words, kinds=["need"], limit=SIMILAR_SHOWN, without=skipped)
    return {
        "similar_needs": needs,
        "joinable": queries.find_supportable(
            [int(hit.subject_id) for hit in needs], reader=current_actor()
        ),
        "similar_services": search.find_similar(words, kinds=["service"], limit=SIMILAR_SHOWN),
        **_guarded(f"{title}\n{body}"),
    }


def _guarded(text: str) -> dict[str, Any]:
    found = rules.look_over(text)
    return {
        "found": [(one.words, rules.private_label(one.kind)) for one in found][:FOUND_SHOWN],
        "reworded": rules.reword(text).strip() if found else "",
        "is_urgent": rules.is_urgent(text),
    }


def draft_of(form: NeedForm) -> operations.Draft:
    """Return what a form says, as the operations take it."""
    return operations.Draft(
        title=form.title.data or "",
        body=form.body.data or "",
        plain_summary=form.plain_summary.data or "",
        service_area_id=form.service_area_id.data,
        comune_id=form.comune_id.data,
        frazione=form.frazione.data or "",
        target_groups=tuple(TargetGroup(value) for value in form.target_groups.data or ()),
        speaks_for=SpeaksFor(form.speaks_for.data),
        is_signed=bool(form.is_signed.data),
        has_consented=bool(form.has_consented.data),
    )


def is_to_be_warned(form: NeedForm) -> bool:
    """Warn once: who sends it again has read the warning."""
    found = rules.private_words(f"{form.title.data} {form.body.data} {form.plain_summary.data}")
    return bool(found) and not form.warned.data
