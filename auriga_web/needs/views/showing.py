"""The page of a need, of its former versions, and of a theme."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from auriga_web.chain import queries as chain
from auriga_web.core import clock
from auriga_web.core.access import Access, Actor, access, current_actor
from auriga_web.core.attachments import list_attachments
from auriga_web.core.language import gettext as _
from auriga_web.duties import queries as duties
from auriga_web.needs import policies, queries, rules
from auriga_web.needs.forms import AnswerForm, MergeForm, PositionForm, ReasonForm
from auriga_web.needs.models import Need, NeedState
from auriga_web.needs.queries import NeedPage
from auriga_web.needs.views.routes import blueprint
from auriga_web.services import queries as services

SERVICES_SHOWN = 4
_STAFF_ACTS = (
    "review",
    "hide",
    "answer",
    "take_up",
    "archive",
    "merge",
    "separate",
    "assign",
    "make_private",
    "settle_personal",
)


@blueprint.get("/<int:need_id>")
@access(Access.VISITOR)
def show(need_id: int) -> Response:
    return show_need(need_id)


@blueprint.get("/<int:need_id>/versioni")
@access(Access.VISITOR)
def versions(need_id: int) -> str:
    need = queries.get_need(need_id, reader=current_actor())
    changes = rules.changes_between(need, queries.list_versions(need.id))
    return render_template(
        "needs/versions.html",
        need=need,
        changes=changes,
        is_in_one=request.args.get("vista") == "insieme",
    )


def show_need(need_id: int, status: int = 200, problem: str = "", **forms: Any) -> Response:
    """Answer with the page of a need; `forms` are those sent with something to put right."""
    actor = current_actor()
    page = queries.get_need_page(need_id, reader=actor)
    need = page.need
    response = make_response(
        render_template(
            "needs/show.html",
            page=page,
            need=need,
            actor=actor,
            problem=problem,
            stops=_stops(need),
            answers=_answers(need),
            positions=queries.list_positions(need.id) if page.position_count else [],
            pictures=list_attachments("need", need.id) if page.picture_count else [],
            services=_services(need),
            review_due_at=_review_due_at(need),
            may=_may(actor, page),
            forms=_forms(actor, page, forms),
            fewest=rules.FEWEST_SHOWN,
            has_bodies=bool(session.get("has_bodies")),
            moment=clock.now(),
        ),
        status,
    )
    if not need.is_public:
        response.headers["Cache-Control"] = "no-store"
    return response


def done(need: Need, message: str) -> Response:
    """Go back to the page of a need, which says what was done."""
    flash(message, "done")
    return redirect(url_for("needs.show", need_id=need.id), 303)


def _stops(need: Need) -> Any:
    stops = chain.thread_of("need", need.id)
    # What was united goes on elsewhere: nothing comes next here.
    is_over = need.state is NeedState.MERGED
    return [stop for stop in stops if stop.phase != "next"] if is_over else stops


def _answers(need: Need) -> Any:
    return queries.list_answers(need.id) if need.first_answered_at else []


def _services(need: Need) -> Any:
    if need.state is NeedState.WITHDRAWN:
        return []
    return services.list_services(
        reader=current_actor(),
        area_ids=[need.service_area_id],
        territory_ids=[need.comune_id, *([need.zona_id] if need.zona_id else [])],
        limit=SERVICES_SHOWN,
    ).rows


def _review_due_at(need: Need) -> Any:
    if need.state is not NeedState.SUBMITTED:
        return None
    duty = duties.find_duty("need.review", ("need", need.id))
    return duty.due_at if duty else None


def _may(actor: Actor, page: NeedPage) -> dict[str, bool]:
    need = page.need
    asked = {
        "support": policies.may_support,
        "take_position": policies.may_take_position,
        "edit": policies.may_edit,
        "submit": policies.may_submit,
        "discard": policies.may_discard,
        "withdraw": policies.may_withdraw,
        "review": policies.may_review,
        "hide": policies.may_hide,
        "answer": policies.may_answer,
        "take_up": policies.may_take_up,
        "archive": policies.may_archive,
        "merge": policies.may_merge,
        "separate": policies.may_separate,
        "make_private": policies.may_make_private,
        "settle_personal": policies.may_settle_personal,
        "black_out": policies.may_black_out,
        "assign": policies.may_assign,
    }
    if actor.is_visitor:
        return dict.fromkeys([*asked, "staff", "author", "gather"], False)
    may = {name: policy(actor, need) for name, policy in asked.items()}
    may["author"] = need.author_id == actor.person_id
    may["staff"] = any(may[name] for name in _STAFF_ACTS)
    may["gather"] = policies.may_gather(actor) and need.is_listed
    return may


def _forms(actor: Actor, page: NeedPage, sent: dict[str, Any]) -> dict[str, Any]:
    if actor.is_visitor:
        return {}
    forms: dict[str, Any] = {"return": ReasonForm(None), "answer": answer_form(None)}
    if actor.body_id is not None:
        forms["position"] = PositionForm(
            None, obj=queries.find_own_position(page.need, reader=actor)
        )
    if policies.may_merge(actor, page.need):
        forms["merge"] = MergeForm(None)
    return {**forms, **sent}


def answer_form(data: Any) -> AnswerForm:
    """Return the form of an answer, with what an answer can do."""
    form = AnswerForm(data)
    form.kind.choices = [
        ("first", _("says what happens now; the need stays open")),
        ("answered", _("is the final answer")),
        ("not_pursued", _("says no, and why")),
    ]
    return form
