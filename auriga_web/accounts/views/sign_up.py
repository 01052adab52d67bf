"""Signing up, confirming an address, setting a forgotten password.

The addresses are Flask-Security's; these views stand in for its own because a mailed link must
change nothing on a GET, and because known and unknown addresses must cost the same.
"""

from typing import Any, cast

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_security import hash_password
from itsdangerous import BadSignature, URLSafeTimedSerializer

from auriga_web.accounts import forms, operations, queries, rules
from auriga_web.accounts.models import SignUpFor, TokenPurpose
from auriga_web.accounts.operations.tokens import hashed
from auriga_web.core import clock, headers, limits
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.language import current_language
from auriga_web.core.language import gettext as _

_SHORTEST_FILLING_SECONDS = 3
_MOST_AN_HOUR = 200
# Beyond so many links an hour, for whomever, the page stays the same and nothing is sent.
_MOST_LINKS_AN_HOUR = 300
_HOUR = limits.FAILURE_WINDOW * 4


def add_to(blueprint: Blueprint) -> None:
    """Add the pages that follow those of the library."""
    blueprint.add_url_rule("/registrati/posta", view_func=check_mail, endpoint="check_mail")
    blueprint.add_url_rule(
        "/password-dimenticata/posta", view_func=check_mail, endpoint="check_mail_password"
    )


@access(Access.VISITOR)
@limits.limit("5 per hour")
def register() -> Any:
    """Ask first for whom; then for the person's own data."""
    if not current_actor().is_visitor:
        return redirect(url_for("accounts.after_sign_in"))
    form = forms.SignUpForm()
    if request.method == "GET":
        chosen = {"me": "myself", "associazione": "association", "istituzione": "institution"}.get(
            request.args.get("per", "")
        )
        if chosen is None:
            return render_template("accounts/sign_up_for.html")
        form.signed_up_for.data, form.opened.data = chosen, _signer().dumps("")
        return private(current_app.make_response(_sign_up_page(form)))
    if form.validate_on_submit() and _is_password_good(form) and _was_filled_by_hand(form):
        if not form.homepage.data:
            _sign_up(form)
        return redirect(url_for("accounts.check_mail"))
    return _sign_up_page(form), 422


@access(Access.VISITOR)
def check_mail() -> str:
    """Say where to look; the same for everybody."""
    return render_template("accounts/check_mail.html")


@access(Access.VISITOR)
@limits.limit("10 per hour", scope="mailed links")
def send_confirmation() -> Any:
    """Send the link that confirms an address again."""
    form = forms.AddressForm()
    if form.validate_on_submit():
        if may_send_a_link():
            operations.ask_for_confirmation(
                email=form.email.data,
                link=confirmation_link,
                sign_up_link=absolute(url_for("security.register")),
                sign_in_link=absolute(url_for("security.login")),
                language=current_language(),
                now=clock.now(),
            )
        return redirect(url_for("accounts.check_mail"))
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/send_confirmation.html", form=form), status


@access(Access.VISITOR)
def confirm(token: str) -> Any:
    """Show one button (mail programs open links by themselves); confirm when it is pressed."""
    headers.no_referrer()
    if request.method == "GET":
        return render_template("accounts/confirm.html", token=token)
    try:
        has_password = operations.confirm_address(token, now=clock.now())
    except operations.NoSuchToken:
        return render_template("accounts/link_over.html", again="security.send_confirmation"), 410
    if not has_password:
        flash(
            _(
                "Your address is confirmed. Somebody asked for this account more than once: set "
                "your password now."
            ),
            "done",
        )
        return redirect(url_for("security.forgot_password"))
    flash(_("Your address is confirmed: now sign in."), "done")
    return redirect(url_for("security.login"))


@access(Access.VISITOR)
@limits.limit("10 per hour", scope="mailed links")
def forgot_password() -> Any:
    """Send a link to set a new password."""
    form = forms.AddressForm()
    if form.validate_on_submit():
        if may_send_a_link():
            operations.ask_for_new_password(
                email=form.email.data,
                link=_new_password_link,
                sign_up_link=absolute(url_for("security.register")),
                language=current_language(),
                now=clock.now(),
            )
        return redirect(url_for("accounts.check_mail_password"))
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/forgot_password.html", form=form), status


@access(Access.VISITOR)
def reset_password(token: str) -> Any:
    """Set a new password with a mailed link, which is used up only when the password is good."""
    headers.no_referrer()
    now, form = clock.now(), forms.NewPasswordForm()
    if not queries.is_token_good(hashed(token), TokenPurpose.NEW_PASSWORD, now):
        return render_template("accounts/link_over.html", again="security.forgot_password"), 410
    if form.validate_on_submit() and _is_password_good(form):
        try:
            operations.set_new_password(
                token,
                password_hash=hash_password(form.password.data),
                sign_in_link=absolute(url_for("security.login")),
                now=now,
            )
        except operations.NoSuchToken:
            return render_template("accounts/link_over.html", again="security.forgot_password"), 410
        flash(_("Your new password is set: now sign in."), "done")
        return redirect(url_for("security.login"))
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/new_password.html", form=form, token=token), status


@access(Access.VISITOR)
def not_here(**_arguments: object) -> Any:
    """Answer for pages of the library that we do not use."""
    abort(404)


def absolute(path: str) -> str:
    """Return a path of this site with the address by which the site is known."""
    return f"{current_app.config['PUBLIC_BASE_URL']}{path}"


def confirmation_link(token: str) -> str:
    """Return where an address is confirmed."""
    return absolute(url_for("security.confirm_email", token=token))


def may_send_a_link() -> bool:
    """Count one more mail with a link or a code, and tell whether it may go."""
    return limits.is_within("mailed_links", _HOUR, _MOST_LINKS_AN_HOUR, clock.now())


def signed_in_id() -> int:
    """Return who is behind this request, where the route lets nobody else in."""
    return cast(int, current_actor().person_id)


def _sign_up(form: forms.SignUpForm) -> None:
    now = clock.now()
    password_hash = hash_password(form.password.data)
    operations.sign_up(
        name=form.name.data,
        email=form.email.data,
        password_hash=password_hash,
        signed_up_for=SignUpFor(form.signed_up_for.data),
        language=current_language(),
        is_held=not limits.is_within("sign_ups", _HOUR, _MOST_AN_HOUR, now),
        confirmation_link=confirmation_link,
        sign_in_link=absolute(url_for("security.login")),
        new_password_link=absolute(url_for("security.forgot_password")),
        now=now,
    )


def _sign_up_page(form: forms.SignUpForm) -> str:
    return render_template("accounts/sign_up.html", form=form)


def _is_password_good(form: Any) -> bool:
    words = [form[name].data or "" for name in ("name", "email") if name in form]
    try:
        rules.check_password(form.password.data, words=[*words, *" ".join(words).split("@")])
    except rules.WeakPassword as problem:
        form.password.errors = [*form.password.errors, str(problem)]
        return False
    return True


def _was_filled_by_hand(form: forms.SignUpForm) -> bool:
    # A person takes longer than three seconds; a page left open for a day is asked to be reread.
    shortest = current_app.config.get(
        "SIGN_UP_SECONDS", 0 if current_app.config["TESTING"] else _SHORTEST_FILLING_SECONDS
    )
    try:
        _value, opened_at = _signer().loads(
            form.opened.data or "", max_age=24 * 60 * 60, return_timestamp=True
        )
    except BadSignature:
        opened_at = None
    if opened_at is not None and (clock.now() - opened_at).total_seconds() >= shortest:
        return True
    form.opened.data = _signer().dumps("")
    form.form_errors.append(_("That was very quick: read it once more, then send it again."))
    return False


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="auriga.sign_up")


def _new_password_link(token: str) -> str:
    return absolute(url_for("security.reset_password", token=token))
