"""An account for somebody without an address."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice

from auriga_web.accounts import operations as accounts
from auriga_web.accounts import queries as persons
from auriga_web.accounts import rules as identities
from auriga_web.accounts.models import AgeBand
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import current_language
from auriga_web.core.language import gettext as _
from auriga_web.desk import forms, operations


def add_to(blueprint: Blueprint) -> None:
    """Add this page."""
    blueprint.add_url_rule("/sportello/nuova", view_func=register, methods=["GET", "POST"])


@access(Access.OPERATOR)
def register() -> Any:
    """Make an account with a document, and verify it."""
    form = forms.RegisterForm()
    form.comune.choices = [SelectChoice("", ""), *current_app.extensions["auriga_comune_choices"]()]
    other, status = None, 200 if request.method == "GET" else 422
    if form.validate_on_submit():
        try:
            person = _register(form)
        except identities.NotAnIdentity as problem:
            form.number.errors = [str(problem)]
        except accounts.IdentityTaken as problem:
            other, status = persons.get_person(problem.other_id), 409
        else:
            flash(_("%(name)s has an account now, and is verified.", name=person.name), "done")
            return redirect(url_for("desk.person", person_id=person.id))
    return render_template("desk/register.html", form=form, other=other), status


def _register(form: forms.RegisterForm) -> Any:
    return operations.register_person(
        name=form.name.data,
        language=current_language(),
        identity=forms.identity_of(form),
        secret=current_app.config["IDENTITY_SECRET"],
        comune_code=form.comune.data,
        relation=form.relation.data,
        age_band=AgeBand(form.age_band.data),
        actor=current_actor(),
        now=clock.now(),
    )
