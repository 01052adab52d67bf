"""Changing what everybody reads of a body."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.organisations import forms, operations, policies, queries, rules
from auriga_web.organisations.models import Organisation


def add_to(blueprint: Blueprint) -> None:
    """Add this page."""
    rule = "/chi-ce/<int:organisation_id>/presentazione"
    blueprint.add_url_rule(rule, view_func=edit, methods=["GET", "POST"])


@access(Access.MEMBER)
def edit(organisation_id: int) -> Any:
    """Change what a body says of itself."""
    actor, now = current_actor(), clock.now()
    organisation = queries.get_organisation(organisation_id, reader=actor)
    own = queries.find_membership(organisation_id, actor.person_id)
    authorise(policies.may_describe(actor, own, queries.today_of(now)))
    form = forms.ProfileForm(obj=organisation, skills="\n".join(organisation.skills))
    if not form.is_submitted():
        return _page(organisation, form), 200
    if form.validate():
        try:
            operations.describe_organisation(
                organisation,
                description=form.description.data,
                skills=form.skills.data or "",
                contact_email=form.contact_email.data or "",
                phone=form.phone.data or "",
                website=form.website.data or "",
                version=int(form.version.data),
                actor=actor,
                now=now,
            )
        except rules.NotABody as problem:
            form.skills.errors = [str(problem)]
        except operations.ChangedMeanwhile:
            now_says = queries.get_organisation(organisation_id, reader=actor)
            page = render_template("organisations/conflict.html", organisation=now_says, form=form)
            return page, 409
        else:
            flash(_("Everybody reads it now."), "done")
            return redirect(url_for("organisations.show", organisation_id=organisation_id))
    return _page(organisation, form), 422


def _page(organisation: Organisation, form: forms.ProfileForm) -> str:
    return render_template("organisations/edit.html", organisation=organisation, form=form)
