"""Signing in, or saying once more that it is oneself, with a code sent by mail."""

import secrets
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
from flask_security import login_user

from auriga_web.accounts import forms, operations, queries
from auriga_web.accounts.models import Person
from auriga_web.accounts.operations.tokens import hashed
from auriga_web.accounts.views import sign_up
from auriga_web.core import clock, headers, limits
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private, safe_next
from auriga_web.core.language import current_language
from auriga_web.core.language import gettext as _

_MOST_CODES_AN_HOUR = 3
_MOST_TRIES = 5
_HELD = "mailed_code"
_AT_SIGN_IN = "30 per 15 minutes"


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/accedi/senza-password", ask, ["GET", "POST"]),
        ("/accedi/codice-per-posta", write, ["GET", "POST"]),
        ("/accedi/senza-password/<token>", open_link, ["GET", "POST"]),
        ("/io/conferma-che-sei-tu/posta", ask_again, ["POST"]),
        ("/io/conferma-che-sei-tu/codice", write_again, ["GET", "POST"]),
    ):
        blueprint.add_url_rule(
            rule, view_func=view, methods=methods, endpoint=f"mailed_code_{view.__name__}"
        )


@access(Access.VISITOR)
@limits.limit("10 per hour", scope="mailed links")
def ask() -> Any:
    """Ask for the address; the answer is the same whether it is known or not."""
    if not current_actor().is_visitor:
        return redirect(url_for("accounts.after_sign_in"))
    form, after = forms.AddressForm(), safe_next(request.args.get("next"), "")
    if form.validate_on_submit():
        session[_HELD] = _send(form.email.data)
        return redirect(url_for("accounts.mailed_code_write", next=after or None))
    page = render_template("accounts/ask_for_code.html", form=form, next=after or None)
    return private(current_app.make_response((page, 422 if form.is_submitted() else 200)))


@access(Access.VISITOR)
@limits.limit(_AT_SIGN_IN, scope="mailed codes")
def write() -> Any:
    """Take the code, in the browser that asked for it."""
    if not current_actor().is_visitor:
        return redirect(url_for("accounts.after_sign_in"))
    held, after = session.get(_HELD), safe_next(request.args.get("next"), "")
    if held is None:
        return redirect(url_for("accounts.mailed_code_ask", next=after or None))
    form = forms.MailedCodeForm()
    if form.validate_on_submit():
        person = _person_with(form, held)
        if person is not None:
            return _sign_in(person, after)
    page = render_template("accounts/write_code.html", form=form, next=after or None)
    return private(current_app.make_response((page, 422 if form.is_submitted() else 200)))


@access(Access.VISITOR)
@limits.limit(_AT_SIGN_IN, scope="mailed codes")
def open_link(token: str) -> Any:
    """Show one button (mail programs open links by themselves); sign in when it is pressed."""
    headers.no_referrer()
    if not current_actor().is_visitor:
        return redirect(url_for("accounts.after_sign_in"))
    if request.method == "GET" and queries.is_code_link_good(hashed(token), clock.now()):
        return render_template("accounts/sign_in_with_link.html", token=token)
    try:
        if request.method == "GET":
            raise operations.NoSuchCode
        person = operations.redeem_link(token, now=clock.now())
    except operations.NoSuchCode:
        page = render_template("accounts/link_over.html", again="accounts.mailed_code_ask")
        return page, 410
    return _sign_in(person, "")


@access(Access.MEMBER)
@limits.limit("10 per hour", scope="mailed links")
def ask_again() -> Any:
    """Send a code to who is signed in, so that they can say that it is they."""
    person = queries.get_person(sign_up.signed_in_id())
    if person.email is None:
        flash(_("Your account has no e-mail address: come to a desk."), "waiting")
        return redirect(url_for("accounts.sign_in_settings"))
    session[_HELD] = _send(person.email)
    after = safe_next(request.args.get("next"), "") or None
    return redirect(url_for("accounts.mailed_code_write_again", next=after))


@access(Access.MEMBER)
@limits.limit(_AT_SIGN_IN, scope="mailed codes")
def write_again() -> Any:
    """Take the code of who is signed in already."""
    held, after = session.get(_HELD), safe_next(request.args.get("next"), "")
    form = forms.MailedCodeForm()
    if held is not None and form.validate_on_submit():
        person = _person_with(form, held)
        if person is not None and person.id == current_actor().person_id:
            session.pop(_HELD)
            session["fs_paa"] = clock.now().timestamp()
            flash(_("Thank you. Now go on."), "done")
            return redirect(after or url_for("accounts.sign_in_settings"))
    page = render_template("accounts/write_code_again.html", form=form, next=after or None)
    return page, 422 if form.is_submitted() else 200


def _send(email: str) -> str:
    now = clock.now()
    who = email.strip().lower()
    hour = limits.FAILURE_WINDOW * 4
    is_within = limits.is_within("sign_in_codes", hour, _MOST_CODES_AN_HOUR, now, who)
    if not (is_within and sign_up.may_send_a_link()):
        # The page is the same; nothing was sent, so nothing will fit.
        return secrets.token_urlsafe(32)
    return operations.ask_for_code(
        email=who,
        pages=operations.Pages(
            link=lambda token: sign_up.absolute(
                url_for("accounts.mailed_code_open_link", token=token)
            ),
            confirmation_link=sign_up.confirmation_link,
            sign_in=sign_up.absolute(url_for("security.login")),
            sign_up=sign_up.absolute(url_for("security.register")),
        ),
        language=current_language(),
        now=now,
    )


def _person_with(form: forms.MailedCodeForm, held: str) -> Person | None:
    now = clock.now()
    wrong = _("This code is not good, or its ten minutes are over: ask for another.")
    if limits.is_within("code_tries", operations.CODE_LIFETIME, _MOST_TRIES, now, hashed(held)):
        try:
            return operations.redeem_code(held, form.code.data, now=now)
        except operations.NoSuchCode:
            pass
    form.code.errors = [wrong]
    return None


def _sign_in(person: Person, after: str) -> Any:
    """Go on as after the right password: who set up a second step passes it too."""
    session.pop(_HELD, None)
    library: Any = current_app.extensions["security"]
    second_step = library.two_factor_plugins.tf_enter(person, False, "email", after or None)
    if second_step:
        return second_step
    login_user(person, authn_via=["email"])
    return redirect(after or url_for("accounts.after_sign_in"))
