"""Asking to belong to a body, being let in, and being named on its page."""

from typing import Any

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)

from auriga_web.core import clock, limits
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.organisations import forms, operations, policies, queries, rules
from auriga_web.organisations.models import MembershipRole

_PAGE = "/chi-ce/<int:organisation_id>"
_MEMBER = f"{_PAGE}/persone/<int:membership_id>"


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        (f"{_PAGE}/richiesta", ask, ["GET", "POST"]),
        (f"{_PAGE}/mio-nome", list_me, ["POST"]),
        (f"{_MEMBER}/ammissione", admit, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


def _this_person() -> str:
    return str(current_actor().person_id)


@access(Access.MEMBER)
@limits.limit("10 per day", per=_this_person)
def ask(organisation_id: int) -> Any:
    """Ask to belong to a body."""
    actor = current_actor()
    organisation = queries.get_organisation(organisation_id, reader=actor)
    own = queries.find_membership(organisation_id, actor.person_id)
    authorise(
        policies.may_ask_to_join(actor, own),
        _("You belong to it already, or an answer is on its way."),
    )
    form = forms.JoiningForm()
    if form.validate_on_submit():
        try:
            operations.ask_to_join(
                organisation,
                message=form.message.data or "",
                address=_absolute("organisations.members", organisation_id=organisation_id),
                actor=actor,
                now=clock.now(),
            )
        except rules.CannotChangeMember as problem:
            form.message.errors = [str(problem)]
        else:
            session["has_bodies"] = True
            flash(_("Its representatives are told. They answer, and we write to you."), "done")
            return redirect(url_for("organisations.show", organisation_id=organisation_id))
    page = render_template("organisations/ask.html", organisation=organisation, form=form)
    return page, 422 if request.method == "POST" else 200


@access(Access.MEMBER)
def admit(organisation_id: int, membership_id: int) -> Any:
    """Let in somebody who asked."""
    actor, now = current_actor(), clock.now()
    own = queries.find_membership(organisation_id, actor.person_id)
    authorise(policies.may_manage(actor, own, queries.today_of(now)))
    membership = queries.get_membership(organisation_id, membership_id)
    form = forms.MemberForm()
    if form.validate_on_submit():
        try:
            operations.admit_member(
                membership,
                role=MembershipRole(form.role.data),
                valid_to=form.valid_to.data,
                address=_absolute("organisations.act_for"),
                actor=actor,
                now=now,
            )
        except rules.CannotChangeMember as problem:
            form.role.errors = [str(problem)]
        else:
            flash(_("They belong to it now, and are told."), "done")
            return redirect(url_for("organisations.members", organisation_id=organisation_id))
    return render_template("organisations/member.html", membership=membership, form=form), 422


@access(Access.MEMBER)
def list_me(organisation_id: int) -> Any:
    """Choose whether the body's page names one."""
    actor = current_actor()
    own = queries.find_membership(organisation_id, actor.person_id)
    operations.list_me(
        queries.get_membership(organisation_id, own.id if own else 0),
        is_listed=request.form.get("shown") == "yes",
        actor=actor,
        now=clock.now(),
    )
    flash(_("The change is written down."), "done")
    return redirect(url_for("organisations.act_for"))


def _absolute(endpoint: str, **values: Any) -> str:
    return f"{current_app.config['PUBLIC_BASE_URL']}{url_for(endpoint, **values)}"
