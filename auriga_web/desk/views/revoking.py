"""Verifications, for administrators: who vouches, and ending many at once after seeing how many."""

from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice

from auriga_web.accounts.models import VerificationMeans
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.clock import ROME
from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.core.strange_input import is_id
from auriga_web.desk import forms, operations, queries, rules


def add_to(blueprint: Blueprint) -> None:
    """Add this page."""
    blueprint.add_url_rule("/personale/verifiche", view_func=verifications, methods=["GET", "POST"])


@access(Access.ADMINISTRATOR)
def verifications() -> Any:
    """Show who vouches; with a choice, how many would be ended; end them when it is sent."""
    accredited = queries.list_accredited()
    values = request.form if request.method == "POST" else request.args
    form = forms.RevocationForm(values)
    form.body.choices = [
        SelectChoice("", _("any")),
        *(SelectChoice(str(body.organisation_id), body.name) for body in accredited),
    ]
    if request.method == "POST" and form.validate():
        try:
            ended = operations.revoke_verifications(
                _chosen(form),
                seen=int(form.seen.data),
                reason=form.reason.data,
                actor=current_actor(),
                now=clock.now(),
            )
        except rules.CannotRevoke as problem:
            form.reason.errors = [str(problem)]
        else:
            text = ngettext(
                "%(num)s person is no longer verified, and is told why.",
                "%(num)s people are no longer verified, and are told why.",
                ended,
            )
            flash(text, "done")
            return redirect(url_for("desk.verifications"))
    is_chosen = "means" in values and (request.method == "POST" or form.is_a_choice())
    found = queries.count_chosen(_chosen(form)) if is_chosen else None
    page = render_template(
        "desk/verifications.html",
        accredited=accredited,
        form=form,
        found=found,
        most=queries.MOST_AT_ONCE,
    )
    return page, 422 if request.method == "POST" else 200


def _chosen(form: forms.RevocationForm) -> queries.Chosen:
    means, body = form.means.data, form.body.data or ""
    until = form.until.data
    return queries.Chosen(
        means=VerificationMeans(means) if means in set(VerificationMeans) else None,
        body_id=int(body) if is_id(body) else None,
        since=_midnight(form.since.data),
        until=_midnight(until),
    )


def _midnight(on: date | None) -> datetime | None:
    return None if on is None else datetime.combine(on, time(), ROME)
