"""Asking that a body may take part, and deciding on it."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.organisations import forms, operations, queries, rules
from auriga_web.organisations.models import OrganisationKind, RuntsSection
from auriga_web.organisations.views.public import body_page
from auriga_web.territories import queries as territories

_PAGE = "/chi-ce/<int:organisation_id>"


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/chi-ce/nuova", new, ["GET", "POST"]),
        ("/personale/organizzazioni", requests, ["GET"]),
        (f"{_PAGE}/verifica", verify, ["POST"]),
        (f"{_PAGE}/rifiuto", refuse, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


@access(Access.MEMBER)
def new() -> Any:
    """Ask that a body may take part."""
    form = forms.OrganisationForm()
    form.comune.choices = [
        SelectChoice("", ""),
        *(SelectChoice(str(comune.id), comune.name) for comune in territories.list_comuni()),
    ]
    if request.method == "GET":
        form.kind.data = request.args.get("tipo")
        return render_template("organisations/new.html", form=form)
    if form.validate_on_submit():
        try:
            organisation_id = _ask(form)
        except rules.NotABody as problem:
            form.fiscal_code.errors = [str(problem)]
        except operations.AlreadyHere:
            form.fiscal_code.errors = [
                _(
                    "An organisation with this code is here already: ask its representative to "
                    "invite you, or call us."
                )
            ]
        else:
            flash(_("Thank you. We check the data and write to you within a week."), "done")
            return redirect(url_for("organisations.show", organisation_id=organisation_id))
    return render_template("organisations/new.html", form=form), 422


@access(Access.ADMINISTRATOR)
def requests() -> str:
    """List the bodies that wait to be verified."""
    return render_template(
        "organisations/requests.html", waiting=queries.list_requests(), kind_names=forms.KIND_NAMES
    )


@access(Access.ADMINISTRATOR)
def verify(organisation_id: int) -> Any:
    """Let a body take part."""
    actor = current_actor()
    try:
        operations.verify_organisation(
            queries.get_organisation(organisation_id, reader=actor),
            address=_address(organisation_id),
            actor=actor,
            now=clock.now(),
        )
    except rules.CannotDecide as problem:
        flash(str(problem), "waiting")
        return body_page(organisation_id), 409
    flash(_("The organisation is verified, and whoever asked is told."), "done")
    return redirect(url_for("organisations.show", organisation_id=organisation_id))


@access(Access.ADMINISTRATOR)
def refuse(organisation_id: int) -> Any:
    """Do not accept a body, and say why."""
    actor, form = current_actor(), forms.RefusalForm()
    if form.validate_on_submit():
        try:
            operations.refuse_organisation(
                queries.get_organisation(organisation_id, reader=actor),
                reason=form.reason.data,
                address=_address(organisation_id),
                actor=actor,
                now=clock.now(),
            )
        except rules.CannotDecide as problem:
            form.reason.errors = [str(problem)]
        else:
            flash(_("The request is refused, and whoever asked is told why."), "done")
            return redirect(url_for("organisations.requests"))
    return body_page(organisation_id, form), 422


def _ask(form: forms.OrganisationForm) -> int:
    section = form.runts_section.data
    return operations.request_organisation(
        name=form.name.data,
        kind=OrganisationKind(form.kind.data),
        fiscal_code=form.fiscal_code.data or "",
        runts_section=RuntsSection(section) if section else None,
        comune_id=int(form.comune.data) if form.comune.data else None,
        description=form.description.data,
        contact_email=form.contact_email.data or "",
        phone=form.phone.data or "",
        actor=current_actor(),
        now=clock.now(),
    )


def _address(organisation_id: int) -> str:
    path = url_for("organisations.show", organisation_id=organisation_id)
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"
