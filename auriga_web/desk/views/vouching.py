"""A body vouches for its members; an administrator says for how many."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice

from auriga_web.accounts import operations as accounts
from auriga_web.accounts import rules as identities
from auriga_web.accounts.models import AgeBand, Person
from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.desk import forms, operations, policies, queries, rules
from auriga_web.organisations import queries as organisations


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        (
            "/chi-ce/<int:organisation_id>/persone/<int:membership_id>/verifica",
            vouch,
            ["GET", "POST"],
        ),
        ("/chi-ce/<int:organisation_id>/accreditamento", accredit, ["GET", "POST"]),
        ("/chi-ce/<int:organisation_id>/accreditamento/fine", end_accreditation, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


@access(Access.VERIFIED)
def vouch(organisation_id: int, membership_id: int) -> Any:
    """Say who a member of one's body is, with their document."""
    actor = current_actor()
    membership = organisations.get_membership(organisation_id, membership_id)
    authorise(
        policies.may_vouch(actor, organisation_id, person_id=membership.person_id),
        _("Who represents an organisation, and acts in its name now, vouches for its members."),
    )
    form, problem = forms.VouchForm(), None
    form.comune.choices = [SelectChoice("", ""), *current_app.extensions["auriga_comune_choices"]()]
    if form.validate_on_submit():
        try:
            _vouch(membership.person, organisation_id, form)
        except identities.NotAnIdentity as mistake:
            form.number.errors = [str(mistake)]
        except rules.CannotVouch as refusal:
            problem = str(refusal)
        except accounts.IdentityTaken:
            problem = _(
                "This document has verified another account already: send the person to a desk."
            )
        else:
            flash(_("%(name)s is verified.", name=membership.person.name), "done")
            return redirect(url_for("organisations.members", organisation_id=organisation_id))
    accreditation = queries.find_accreditation(organisation_id)
    page = render_template(
        "desk/vouch.html",
        membership=membership,
        form=form,
        problem=problem,
        quota=accreditation.quota if accreditation else 0,
        used=queries.count_vouched(organisation_id),
    )
    return page, 422 if request.method == "POST" else 200


@access(Access.ADMINISTRATOR)
def accredit(organisation_id: int) -> Any:
    """Say for how many members a body may vouch."""
    actor = current_actor()
    organisation = organisations.get_organisation(organisation_id, reader=actor)
    accreditation = queries.find_accreditation(organisation_id)
    form = forms.QuotaForm(obj=accreditation)
    if form.validate_on_submit():
        try:
            operations.accredit(organisation, quota=form.quota.data, actor=actor, now=clock.now())
        except rules.CannotVouch as problem:
            form.quota.errors = [str(problem)]
        else:
            flash(_("The change is written down."), "done")
            return redirect(url_for("desk.verifications"))
    page = render_template(
        "desk/accredit.html", organisation=organisation, accreditation=accreditation, form=form
    )
    return page, 422 if request.method == "POST" else 200


@access(Access.ADMINISTRATOR)
def end_accreditation(organisation_id: int) -> Any:
    """Let a body vouch no more."""
    actor = current_actor()
    organisation = organisations.get_organisation(organisation_id, reader=actor)
    operations.end_accreditation(organisation.id, actor=actor, now=clock.now())
    flash(_("It vouches for nobody from now on."), "done")
    return redirect(url_for("desk.verifications"))


def _vouch(person: Person, organisation_id: int, form: forms.VouchForm) -> None:
    operations.vouch(
        person,
        organisation_id=organisation_id,
        identity=forms.identity_of(form),
        secret=current_app.config["IDENTITY_SECRET"],
        comune_code=form.comune.data,
        relation=form.relation.data,
        age_band=AgeBand(form.age_band.data),
        actor=current_actor(),
        now=clock.now(),
    )
