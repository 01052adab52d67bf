"""The desk: an operator looks for a person, sees a document, and verifies them."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice

from auriga_web.accounts import forms, operations, queries, rules
from auriga_web.accounts.models import AgeBand
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    blueprint.add_url_rule("/sportello", view_func=desk)
    blueprint.add_url_rule(
        "/sportello/<int:person_id>", view_func=verification, methods=["GET", "POST"]
    )


@access(Access.OPERATOR)
def desk() -> Any:
    """Look for the person who stands at the desk."""
    form = forms.PersonSearchForm(request.args)
    words = form.q.data or ""
    found = queries.search_persons(words, reader=current_actor())
    return render_template("accounts/desk.html", form=form, words=words, found=found)


@access(Access.OPERATOR)
def verification(person_id: int) -> Any:
    """Write what the document says, as far as it is kept."""
    actor = current_actor()
    person = queries.get_person(person_id)
    form = forms.DeskForm()
    form.comune.choices = [SelectChoice("", ""), *current_app.extensions["auriga_comune_choices"]()]
    other, status = None, 200 if request.method == "GET" else 422
    if form.validate_on_submit():
        try:
            operations.verify_person(
                person,
                identity=_identity(form),
                secret=current_app.config["IDENTITY_SECRET"],
                comune_code=form.comune.data,
                relation=form.relation.data,
                age_band=AgeBand(form.age_band.data),
                actor=actor,
                now=clock.now(),
            )
        except rules.NotAnIdentity as problem:
            form.number.errors = [str(problem)]
        except operations.IdentityTaken as problem:
            other, status = queries.get_person(problem.other_id), 409
        else:
            flash(_("%(name)s is verified.", name=person.name), "done")
            return redirect(url_for("accounts.desk"))
    page = render_template(
        "accounts/verification.html",
        form=form,
        person=person,
        other=other,
        verification=queries.find_verification(person_id),
        may_verify=actor.person_id != person_id,
    )
    return page, status


def _identity(form: forms.DeskForm) -> str:
    if form.document.data == "cf":
        return rules.fiscal_code_text(form.number.data)
    return rules.document_text(form.document.data, form.number.data)
