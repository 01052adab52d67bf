"""A thing and what is said against it, for who decides."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.clock import now
from auriga_web.core.language import gettext as _
from auriga_web.moderation import operations, policies, queries, rules
from auriga_web.moderation.forms import DecisionForm
from auriga_web.moderation.models import Ground, Verdict
from auriga_web.moderation.views.blueprint import blueprint, title_and_url


@blueprint.route("/moderazione/<kind>/<subject_id>", methods=["GET", "POST"])
@access(Access.MEMBER)
def case(kind: str, subject_id: str):
    actor = current_actor()
    if not policies.may_work(actor):
        abort(403)
    title, url = title_and_url(kind, subject_id)
    subject = operations.get_subject(kind, subject_id)
    form = DecisionForm(can_return=subject.send_back is not None)
    page = {"form": form, "kind": kind, "subject_id": subject_id, "title": title, "url": url}
    if request.method == "GET":
        return _page(page, 200)
    if not form.validate():
        return _page(page, 422)
    try:
        decision = operations.decide(
            kind,
            subject_id,
            verdict=Verdict(form.verdict.data),
            ground=Ground(form.ground.data) if form.ground.data else None,
            rule=form.rule.data or "",
            facts=form.facts.data or "",
            actor=actor,
            now=now(),
        )
    except rules.CannotDecide as problem:
        form.facts.errors = [str(problem)]
        return _page(page, 422)
    flash(_("Decided: %(what)s.", what=rules.verdict_label(decision.verdict)), "done")
    return redirect(url_for("moderation.decision", decision_id=decision.id), 303)


@blueprint.post("/moderazione/decisioni/<int:decision_id>/annullamento")
@access(Access.MEMBER)
def undo(decision_id: int):
    actor = current_actor()
    decision = queries.get_decision(decision_id, reader=actor)
    try:
        operations.undo_decision(decision, actor=actor, now=now())
    except rules.CannotDecide as problem:
        flash(str(problem), "wrong")
    else:
        flash(_("The decision is undone: everything is as before, and the case waits again."))
    address = url_for("moderation.case", kind=decision.subject_kind, subject_id=decision.subject_id)
    return redirect(address, 303)


def _page(page, status: int):
    kind, subject_id = page["kind"], page["subject_id"]
    html = render_template(
        "moderation/case.html",
        reports=queries.list_open_reports(kind, subject_id),
        decisions=queries.list_decisions_about(kind, subject_id),
        labels=rules,
        **page,
    )
    return private(make_response(html, status))
