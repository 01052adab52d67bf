"""Changing the address of one's account."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from auriga_web.accounts import forms, operations, queries, rules
from auriga_web.accounts.models import TokenPurpose
from auriga_web.accounts.operations.tokens import hashed
from auriga_web.accounts.views import sign_up
from auriga_web.core import clock, headers, limits
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.recently import recently_confirmed

_WORDS = {"vecchio": TokenPurpose.OLD_ADDRESS, "nuovo": TokenPurpose.NEW_ADDRESS}


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/io/indirizzo", change_address, ["GET", "POST"]),
        ("/io/indirizzo/rinuncia", forget_address, ["POST"]),
        ("/indirizzo/<any(vecchio, nuovo):which>/<token>", confirm_change, ["GET", "POST"]),
        ("/indirizzo/vecchio/<token>/rifiuto", refuse_change, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


def _per_person() -> str:
    return str(current_actor().person_id)


@access(Access.MEMBER)
@limits.limit("3 per hour", per=_per_person)
@recently_confirmed("accounts.change_address")
def change_address() -> Any:
    """Ask for the new address, and say what waits."""
    actor, now, form = current_actor(), clock.now(), forms.AddressForm()
    if form.validate_on_submit():
        try:
            operations.ask_for_new_address(
                actor=actor, email=form.email.data, link=_link, sign_in_link=_sign_in(), now=now
            )
        except rules.SameAddress as problem:
            form.email.errors = [str(problem)]
        else:
            return redirect(url_for("accounts.change_address"))
    page = render_template(
        "accounts/change_address.html",
        form=form,
        present=queries.get_person(sign_up.signed_in_id()).email,
        waiting=queries.find_address_change(actor, now),
    )
    return page, 422 if form.is_submitted() else 200


@access(Access.MEMBER)
def forget_address() -> Any:
    """Keep the address there is."""
    operations.forget_new_address(actor=current_actor())
    flash(_("Your address stays as it is."), "done")
    return redirect(url_for("accounts.sign_in_settings"))


@access(Access.VISITOR)
def confirm_change(which: str, token: str) -> Any:
    """Show one button; write the yes of this mailbox when it is pressed."""
    headers.no_referrer()
    purpose, now = _WORDS[which], clock.now()
    if not queries.is_token_good(hashed(token), purpose, now):
        return _over()
    if request.method == "GET":
        return render_template("accounts/confirm_address.html", which=which, token=token)
    try:
        is_done = operations.confirm_new_address(token, purpose, sign_in_link=_sign_in(), now=now)
    except operations.NoSuchToken:
        return _over()
    if is_done:
        flash(_("Your address is changed. Now sign in with the new one."), "done")
        return redirect(url_for("security.login"))
    return render_template("accounts/address_half_done.html", which=which)


@access(Access.VISITOR)
def refuse_change(token: str) -> Any:
    """Stop a change that the owner of the old address did not ask for."""
    headers.no_referrer()
    try:
        operations.refuse_new_address(token, now=clock.now())
    except operations.NoSuchToken:
        return _over()
    flash(_("The change is stopped. If it was not you who asked, set a new password."), "done")
    return redirect(url_for("security.forgot_password"))


def _over() -> Any:
    page = render_template("accounts/link_over.html", again="accounts.change_address")
    return page, 410


def _link(purpose: TokenPurpose, token: str) -> str:
    which = "vecchio" if purpose is TokenPurpose.OLD_ADDRESS else "nuovo"
    return sign_up.absolute(url_for("accounts.confirm_change", which=which, token=token))


def _sign_in() -> str:
    return sign_up.absolute(url_for("security.login"))
