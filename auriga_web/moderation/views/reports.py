"""Warning the moderators, and reading what came of it."""

import hmac
from hashlib import sha256

from flask import current_app, make_response, redirect, render_template, request, url_for

from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.clock import now
from auriga_web.duties.rules import next_reading
from auriga_web.moderation import operations, queries, rules
from auriga_web.moderation.forms import ReportForm
from auriga_web.moderation.models import Category
from auriga_web.moderation.views.blueprint import blueprint, title_and_url


@blueprint.route("/segnalazioni/nuova", methods=["GET", "POST"])
@access(Access.VISITOR)
def new_report():
    kind, subject_id = request.args.get("tipo", ""), request.args.get("id", "")
    title, url = title_and_url(kind, subject_id)
    form = ReportForm()
    page = {"form": form, "kind": kind, "subject_id": subject_id, "title": title, "url": url}
    if request.method == "GET":
        return _form_page(page, 200)
    if form.website.data:
        # Whoever filled in what nobody sees gets the same answer, and nothing is kept.
        return redirect(url_for("moderation.thanks"), 303)
    if not form.validate():
        return _form_page(page, 422)
    try:
        report = operations.report(
            kind,
            subject_id,
            actor=current_actor(),
            category=Category(form.category.data),
            text=form.text.data or "",
            about_consortium=form.about_consortium.data,
            email=form.email.data or None,
            sender_sha256=_sender(),
            now=now(),
        )
    except rules.CannotReport as problem:
        form.text.errors = [str(problem)]
        return _form_page(page, 422)
    except rules.TooManyReports as problem:
        form.text.errors = [str(problem)]
        response = _form_page(page, 429)
        response.headers["Retry-After"] = str(problem.seconds)
        return response
    return redirect(url_for("moderation.report", receipt=report.receipt), 303)


@blueprint.get("/segnalazioni/grazie")
@access(Access.VISITOR)
def thanks():
    return render_template("moderation/thanks.html", read_by=next_reading(now()))


@blueprint.get("/segnalazioni/<receipt>")
@access(Access.VISITOR)
def report(receipt: str):
    report = queries.get_report(receipt.upper())
    decision = report.decision
    response = make_response(
        render_template(
            "moderation/report.html",
            report=report,
            decision=decision,
            labels=rules,
            appeal_until=rules.appeal_until(decision.decided_at) if decision else None,
        )
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    return private(response)


def _form_page(page, status: int):
    read_by = next_reading(now())
    response = make_response(
        render_template("moderation/new_report.html", read_by=read_by, labels=rules, **page), status
    )
    return private(response)


def _sender() -> str:
    secret = current_app.config["IDENTITY_SECRET"].encode()
    return hmac.new(secret, (request.remote_addr or "").encode(), sha256).hexdigest()
