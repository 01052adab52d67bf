"""How one signs in: name, password, second step, open sessions."""

from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, session, url_for

from auriga_web.accounts import forms, operations, queries
from auriga_web.accounts.models import SignUpFor
from auriga_web.accounts.views.provider import find_provider
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _

_NAME_LENGTH = 16


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/io/ingresso", after_sign_in, ["GET"]),
        ("/io/accesso", sign_in_settings, ["GET", "POST"]),
        ("/io/accesso/sessioni/<name>/chiusura", end_session, ["POST"]),
        ("/io/accesso/altre-sessioni/chiusura", end_other_sessions, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


@access(Access.MEMBER)
def after_sign_in() -> Any:
    """Go on from a sign-in that came from nowhere in particular."""
    actor = current_actor()
    person = queries.get_person_with_roles(cast(int, actor.person_id))
    if person.roles_held and not (person.has_code_app or person.webauthn):
        return redirect(url_for("security.two_factor_setup"))
    if person.signed_up_for in {SignUpFor.ASSOCIATION, SignUpFor.INSTITUTION}:
        return redirect(url_for("organisations.new", tipo=person.signed_up_for.value))
    return redirect(url_for("portal.me"))


@access(Access.MEMBER)
def sign_in_settings() -> Any:
    """Show how one signs in, and change one's name."""
    actor = current_actor()
    person = queries.get_person(cast(int, actor.person_id))
    form = forms.NameForm(obj=person)
    if form.validate_on_submit():
        operations.set_name(
            actor=actor, name=form.name.data, is_public=bool(form.is_name_public.data)
        )
        flash(_("Your name is changed."), "done")
        return redirect(url_for("accounts.sign_in_settings"))
    page = render_template(
        "accounts/sign_in_settings.html",
        form=form,
        person=person,
        verification=queries.find_verification(person.id),
        provider=(provider := find_provider()),
        is_linked=provider is not None and queries.has_external(actor, provider.issuer),
        passkeys=queries.list_passkeys(actor),
        sessions=queries.list_sessions(actor),
        here=_here(),
        name_length=_NAME_LENGTH,
    )
    return page, 422 if request.method == "POST" else 200


@access(Access.MEMBER)
def end_session(name: str) -> Any:
    """Sign another of one's browsers out."""
    actor = current_actor()
    operations.end_own_session(queries.get_session(name, reader=actor), actor=actor)
    flash(_("That browser is signed out."), "done")
    return redirect(url_for("accounts.sign_in_settings"))


@access(Access.MEMBER)
def end_other_sessions() -> Any:
    """Sign all of one's other browsers out."""
    operations.end_other_sessions(actor=current_actor(), but=_here())
    flash(_("Your other browsers are signed out."), "done")
    return redirect(url_for("accounts.sign_in_settings"))


def _here() -> str:
    return cast(str, cast(Any, session).sid_sha256)
