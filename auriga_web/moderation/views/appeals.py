"""A decision with its reasons, and a second look at it."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.clock import now
from auriga_web.core.language import gettext as _
from auriga_web.moderation import operations, policies, queries, rules
from auriga_web.moderation.forms import AppealDecisionForm, AppealForm
from auriga_web.moderation.models import Decision, Outcome
from auriga_web.moderation.views.blueprint import blueprint


@blueprint.get("/moderazione/decisioni/<int:decision_id>")
@access(Access.VISITOR)
def decision(decision_id: int):
    actor, receipt = current_actor(), request.args.get("ricevuta")
    decision = queries.get_decision(decision_id, reader=actor, receipt=receipt)
    known = {
        "decision": decision,
        "receipt": receipt,
        "appeals": queries.list_appeals_of(decision),
        "may_appeal": _may_appeal(decision, receipt),
        "may_undo": decision.undone_at is None
        and policies.may_undo(
            actor,
            decision,
            role=operations.who_decides(
                operations.get_subject(decision.subject_kind, decision.subject_id)
            ),
        ),
        "appeal_until": rules.appeal_until(decision.decided_at),
    }
    return _page("decision", 200, known)


@blueprint.route(
    "/moderazione/decisioni/<int:decision_id>/ricorso",
    methods=["GET", "POST"],
)
@access(Access.VISITOR)
def appeal(decision_id: int):
    actor, receipt = current_actor(), request.args.get("ricevuta")
    decision = queries.get_decision(decision_id, reader=actor, receipt=receipt)
    if not _may_appeal(decision, receipt):
        abort(403)
    form = AppealForm()
    known = {"decision": decision, "receipt": receipt, "form": form}
    if request.method == "GET":
        return _page("appeal", 200, known)
    if not form.validate():
        return _page("appeal", 422, known)
    try:
        operations.appeal(
            decision,
            actor=actor,
            text=form.text.data or "",
            report=queries.find_report_answered_by(decision, reader=actor, receipt=receipt),
            now=now(),
        )
    except rules.CannotAppeal as problem:
        form.text.errors = [str(problem)]
        return _page("appeal", 422, known)
    flash(_("Your appeal is with another person now: we write to you what they decide."), "done")
    address = url_for("moderation.decision", decision_id=decision.id, ricevuta=receipt)
    return redirect(address, 303)


@blueprint.route("/moderazione/ricorsi/<int:appeal_id>", methods=["GET", "POST"])
@access(Access.MEMBER)
def decide_appeal(appeal_id: int):
    actor = current_actor()
    if not policies.may_work(actor):
        abort(403)
    appeal = queries.get_appeal(appeal_id)
    form = AppealDecisionForm()
    known = {"appeal": appeal, "decision": appeal.decision, "form": form}
    if request.method == "GET":
        return _page("appeal_case", 200, known)
    if not form.validate():
        return _page("appeal_case", 422, known)
    try:
        operations.decide_appeal(
            appeal,
            outcome=Outcome(form.outcome.data),
            reasons=form.reasons.data or "",
            rule=form.rule.data or "",
            actor=actor,
            now=now(),
        )
    except rules.CannotDecide as problem:
        form.reasons.errors = [str(problem)]
        return _page("appeal_case", 422, known)
    flash(_("The appeal is decided, and who made it was told."), "done")
    return redirect(url_for("moderation.decision", decision_id=appeal.decision_id), 303)


def _may_appeal(decision: Decision, receipt: str | None) -> bool:
    actor = current_actor()
    report = queries.find_report_answered_by(decision, reader=actor, receipt=receipt)
    return (
        now() <= rules.appeal_until(decision.decided_at)
        and policies.may_appeal(actor, decision, has_receipt=report is not None)
        and not queries.has_appealed(decision, report)
    )


def _page(name: str, status: int, known):
    html = render_template(f"moderation/{name}.html", labels=rules, **known)
    response = private(make_response(html, status))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
