"""Members of a body, and acting in its name."""

from typing import Any, cast

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

from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.answers import safe_next
from auriga_web.core.errors import refuse
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.organisations import forms, operations, policies, queries, rules
from auriga_web.organisations.models import MembershipRole

_PAGE = "/chi-ce/<int:organisation_id>"
_MEMBER = f"{_PAGE}/persone/<int:membership_id>"


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/per-conto-di", act_for, ["GET", "POST"]),
        (f"{_PAGE}/persone", members, ["GET", "POST"]),
        (_MEMBER, member, ["GET", "POST"]),
        (f"{_MEMBER}/uscita", end_membership, ["POST"]),
        (f"{_PAGE}/invito", accept, ["POST"]),
        (f"{_PAGE}/invito/rinuncia", decline, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


@access(Access.MEMBER)
def act_for() -> Any:
    """Choose for whom one acts from now on: a body, or oneself."""
    actor, now = current_actor(), clock.now()
    if request.method == "POST":
        chosen = request.form.get("body", "")
        if is_id(chosen):
            membership = queries.find_membership(int(chosen), actor.person_id)
            operations.check_may_speak(membership, actor=actor, now=now)
            session["body_id"] = int(chosen)
        else:
            session.pop("body_id", None)
        # What the session may do has changed: it gets another id.
        cast(Any, session).renew()
        back = url_for("organisations.act_for")
        return redirect(safe_next(request.form.get("next"), back))
    today = queries.today_of(now)
    own = queries.list_own_memberships(actor)
    return render_template(
        "organisations/act_for.html",
        speaking=[each for each in own if policies.may_speak(actor, each, today)],
        invited=[each for each in own if each.is_invitation],
        asked=[each for each in own if each.is_request],
        others=[
            each
            for each in own
            if each.accepted_at is not None and not policies.may_speak(actor, each, today)
        ],
        role_names=forms.ROLE_NAMES,
    )


@access(Access.MEMBER)
def members(organisation_id: int) -> Any:
    """Show who belongs to a body, and invite others."""
    actor = current_actor()
    organisation = queries.get_organisation(organisation_id, reader=actor)
    membership = queries.find_membership(organisation_id, actor.person_id)
    authorise(policies.may_manage(actor, membership, queries.today_of(clock.now())))
    form = forms.InvitationForm()
    if form.validate_on_submit():
        try:
            operations.invite_member(
                organisation,
                email=form.email.data,
                role=MembershipRole(form.role.data),
                valid_to=form.valid_to.data,
                address=_absolute(url_for("organisations.act_for")),
                actor=actor,
                now=clock.now(),
            )
        except rules.CannotChangeMember as problem:
            form.valid_to.errors = [str(problem)]
        else:
            flash(
                _("If somebody is registered with this address, they find your invitation."), "done"
            )
            return redirect(url_for("organisations.members", organisation_id=organisation_id))
    page = render_template(
        "organisations/members.html",
        organisation=organisation,
        memberships=queries.list_memberships(organisation_id),
        form=form,
        role_names=forms.ROLE_NAMES,
    )
    return page, 422 if request.method == "POST" else 200


@access(Access.MEMBER)
def member(organisation_id: int, membership_id: int) -> Any:
    """Change what a member may do, and until when."""
    actor, now = current_actor(), clock.now()
    own = queries.find_membership(organisation_id, actor.person_id)
    authorise(policies.may_manage(actor, own, queries.today_of(now)))
    membership = queries.get_membership(organisation_id, membership_id)
    form = forms.MemberForm(role=membership.role.value, valid_to=membership.valid_to)
    if form.validate_on_submit():
        try:
            operations.set_member(
                membership,
                role=MembershipRole(form.role.data),
                valid_to=form.valid_to.data,
                actor=actor,
                now=now,
            )
        except rules.CannotChangeMember as problem:
            form.role.errors = [str(problem)]
        else:
            flash(_("The change is written down."), "done")
            return redirect(url_for("organisations.members", organisation_id=organisation_id))
    page = render_template("organisations/member.html", membership=membership, form=form)
    return page, 422 if request.method == "POST" else 200


@access(Access.MEMBER)
def end_membership(organisation_id: int, membership_id: int) -> Any:
    """Take somebody out of a body, or leave it oneself."""
    actor = current_actor()
    membership = queries.get_membership(organisation_id, membership_id)
    is_own = membership.person_id == actor.person_id
    try:
        operations.end_membership(membership, actor=actor, now=clock.now())
    except rules.CannotChangeMember as problem:
        form = forms.MemberForm(None, role=membership.role.value, valid_to=membership.valid_to)
        form.role.errors = [str(problem)]
        return render_template("organisations/member.html", membership=membership, form=form), 422
    flash(_("The membership has ended."), "done")
    if is_own:
        return redirect(url_for("organisations.act_for"))
    return redirect(url_for("organisations.members", organisation_id=organisation_id))


@access(Access.MEMBER)
def accept(organisation_id: int) -> Any:
    """Accept an invitation."""
    try:
        operations.accept_invitation(_own(organisation_id), actor=current_actor(), now=clock.now())
    except rules.CannotChangeMember as problem:
        return refuse(409, str(problem))
    session["has_bodies"] = True
    flash(_("You belong to it now."), "done")
    return redirect(url_for("organisations.act_for"))


@access(Access.MEMBER)
def decline(organisation_id: int) -> Any:
    """Decline an invitation."""
    operations.end_membership(_own(organisation_id), actor=current_actor(), now=clock.now())
    flash(_("You have declined."), "done")
    return redirect(url_for("organisations.act_for"))


def _own(organisation_id: int) -> Any:
    membership = queries.find_membership(organisation_id, current_actor().person_id)
    return queries.get_membership(organisation_id, membership.id if membership else 0)


def _absolute(path: str) -> str:
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"
