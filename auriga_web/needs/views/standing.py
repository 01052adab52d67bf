"""Standing behind a need: "serve anche a me", and the positions of organisations."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import is_htmx
from auriga_web.core.language import gettext as _
from auriga_web.needs import operations, policies, queries, rules
from auriga_web.needs.forms import PositionForm
from auriga_web.needs.models import Need
from auriga_web.needs.views.routes import blueprint
from auriga_web.needs.views.showing import done, show_need


@blueprint.get("/<int:need_id>/adesioni")
@access(Access.MEMBER)
def support_form(need_id: int) -> str:
    """Where a visitor's "serve anche a me" leads, once they have signed in."""
    actor = current_actor()
    page = queries.get_need_page(need_id, reader=actor)
    return render_template(
        "needs/support.html", page=page, may_support=policies.may_support(actor, page.need)
    )


@blueprint.post("/<int:need_id>/adesioni")
@access(Access.MEMBER)
def support(need_id: int) -> Response:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    has_consented = request.form.get("consenso") == "1"
    try:
        operations.support_need(need, actor=actor, now=clock.now(), has_consented=has_consented)
    except rules.ConsentMissing:
        return _ask_for_consent(need)
    if is_htmx() and request.form.get("dove") == "simili":
        return make_response(render_template("needs/partials/_joined.html", need=need))
    return _supported(need, _("You said that you need it too."))


@blueprint.post("/<int:need_id>/adesioni/ritiro")
@access(Access.MEMBER)
def unsupport(need_id: int) -> Response:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    operations.unsupport_need(need, actor=actor, now=clock.now())
    return _supported(need, _("You took it back."))


@blueprint.post("/<int:need_id>/posizioni")
@access(Access.MEMBER)
def take_position(need_id: int) -> Response:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    form = PositionForm()
    if not form.validate_on_submit():
        return show_need(need_id, 422, position=form)
    try:
        operations.take_position(
            need,
            sentence=form.sentence.data or "",
            interest=form.interest.data or "",
            actor=actor,
            now=clock.now(),
        )
    except rules.ReasonMissing as problem:
        return show_need(need_id, 422, str(problem), position=form)
    return done(need, _("Your organisation's position is on the page."))


@blueprint.post("/<int:need_id>/posizioni/ritiro")
@access(Access.MEMBER)
def withdraw_position(need_id: int) -> Response:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    operations.withdraw_position(need, actor=actor, now=clock.now())
    return done(need, _("Your organisation took its position back."))


def _ask_for_consent(need: Need) -> Response:
    """In a sensitive area one is asked first, on a page of its own."""
    there = url_for("needs.support_form", need_id=need.id)
    if not is_htmx():
        return redirect(there, 303)
    response = make_response("")
    response.headers["HX-Redirect"] = there
    return response


def _supported(need: Need, message: str) -> Response:
    if not is_htmx():
        return done(need, message)
    actor = current_actor()
    page = queries.get_need_page(need.id, reader=actor)
    context: dict[str, Any] = {
        "page": page,
        "need": page.need,
        "may": {"support": policies.may_support(actor, need)},
        "fewest": rules.FEWEST_SHOWN,
    }
    return make_response(render_template("needs/partials/_support.html", **context))
