"""Flask-Security as we use it: Italian addresses and texts, our session, our transactions.

Its pages for signing in and out, the change of password, the second factor and recovery codes are
used; what it lacks (the same cost for known and unknown addresses, links redeemed once and never on
a GET) is in `views/`, behind the addresses it would use.
"""

from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, flash, g, redirect, request, session, url_for
from flask_principal import Principal
from flask_security import Security
from flask_security.signals import (
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    wan_deleted,
    wan_registered,
)
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from auriga_web.accounts import forms, operations, queries, rules
from auriga_web.accounts.models import Person
from auriga_web.accounts.views import sign_up
from auriga_web.accounts.views.provider import find_provider
from auriga_web.accounts.wiring.parts import (
    Datastore,
    Keys,
    Mails,
    OneTimeCodes,
    Passwords,
    SpareCodes,
)
from auriga_web.accounts.wiring.sessions import browser_session
from auriga_web.accounts.wiring.settings import settings_for
from auriga_web.audit import operations as audit
from auriga_web.core import clock, limits
from auriga_web.core.access import Access, current_actor
from auriga_web.core.answers import safe_next
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _

# What each page of the library asks of who comes. Those for the second factor at sign-in ask
# nothing: whoever gave the right password is not signed in yet.
_ACCESS = {
    "security.login": Access.VISITOR,
    "security.logout": Access.VISITOR,
    "security.verify": Access.MEMBER,
    "security.change_password": Access.MEMBER,
    "security.two_factor_setup": Access.MEMBER,
    "security.two_factor_setup_validate": Access.MEMBER,
    "security.two_factor_token_validation": Access.VISITOR,
    "security.mf_recovery": Access.VISITOR,
    "security.mf_recovery_codes": Access.MEMBER,
    "security.tf_select": Access.VISITOR,
    "security.wan_signin": Access.VISITOR,
    "security.wan_signin_response": Access.VISITOR,
    "security.wan_register": Access.MEMBER,
    "security.wan_register_response": Access.MEMBER,
    "security.wan_delete": Access.MEMBER,
    "security.wan_verify": Access.MEMBER,
    "security.wan_verify_response": Access.MEMBER,
}
_UNUSED = ("security.two_factor_rescue",)
# Where failures make whoever comes wait.
_PAUSING = ("security.login", "security.two_factor_token_validation", "security.mf_recovery")
_WITH_KEYS = ("security.tf_select", "security.wan_signin", "security.wan_signin_response")
# A page that answers a POST with 200 shows the form again, except these.
_SHOW_SOMETHING_NEW = {
    "security.two_factor_setup",
    "security.mf_recovery_codes",
    "security.wan_register",
    "security.wan_signin",
    "security.wan_verify",
}


def init_app(app: Flask) -> None:
    """Plug Flask-Security in."""
    app.config.update(settings_for(app))
    library = Security(
        app,
        Datastore(),
        mail_util_cls=Mails,
        password_util_cls=Passwords,
        totp_cls=OneTimeCodes,
        webauthn_util_cls=Keys,
        mf_recovery_codes_util_cls=SpareCodes,
        wan_register_form=forms.PasskeyForm,
        wan_delete_form=forms.PasskeyRemovalForm,
        wan_signin_form=forms.PasskeySignInForm,
        wan_signin_response_form=forms.PasskeyAnswerForm,
        login_form=forms.SignInForm,
        change_password_form=forms.ChangePasswordForm,
        verify_form=forms.VerifyForm,
        two_factor_setup_form=forms.SecondFactorForm,
        two_factor_verify_code_form=forms.CodeForm,
        two_factor_rescue_form=forms.RescueForm,
        mf_recovery_form=forms.RecoveryCodeForm,
    )
    library.want_json(lambda _request: False)
    _ask_less_of_each_request(app)
    _replace_pages(app)
    app.extensions["auriga_library_access"].update(_ACCESS)
    app.before_request_funcs.setdefault("security", []).append(_drop_strange_next)
    app.after_request_funcs.setdefault("security", []).append(_finish)
    library.context_processor(_for_its_pages)
    user_authenticated.connect(_signed_in, app)
    for signal in (tf_profile_changed, tf_disabled, wan_registered, wan_deleted):
        signal.connect(_factor_changed, app)


def ask_for_second_factor() -> Any:
    """Send somebody with a role, but without a second factor, to where they set it up."""
    flash(_("To work as staff you need a second step when signing in: set it up here."), "waiting")
    return redirect(url_for("security.two_factor_setup"))


def _ask_less_of_each_request(app: Flask) -> None:
    # The library would load the whole person for each page, and again for each template: the
    # actor is already there.
    before = app.before_request_funcs[None]
    before[:] = [f for f in before if not isinstance(getattr(f, "__self__", None), Principal)]
    processors = app.template_context_processors[None]
    processors[:] = [f for f in processors if f.__name__ != "_user_context_processor"]
    login_manager: Any = vars(app)["login_manager"]
    login_manager.session_protection = None
    # Nobody signs in by a token in the address or a cookie that outlives the session.
    login_manager._request_callback = None
    app.config["REMEMBER_COOKIE_NAME"] = "auriga-never"


def _replace_pages(app: Flask) -> None:
    by_address = limits.limit("30 per 15 minutes")
    views = app.view_functions
    views.update(
        {
            "security.register": sign_up.register,
            "security.send_confirmation": sign_up.send_confirmation,
            "security.confirm_email": sign_up.confirm,
            "security.forgot_password": sign_up.forgot_password,
            "security.reset_password": sign_up.reset_password,
        }
    )
    for name in _UNUSED:
        if name in views:
            views[name] = sign_up.not_here
    for name in _PAUSING:
        views[name] = by_address(_for_visitors(_with_pauses(views[name])))
    for name in _WITH_KEYS:
        views[name] = by_address(_for_visitors(views[name]))
    for name in ("security.verify", "security.change_password"):
        views[name] = limits.limit("10 per 15 minutes", per=_signed_in_person)(views[name])


def _for_visitors(view: Any) -> Any:
    """Send on who is signed in: the library would sign them out, without the first step."""

    @wraps(view)
    def for_visitors(*args: Any, **kwargs: Any) -> Any:
        if not current_actor().is_visitor:
            return redirect(url_for("accounts.after_sign_in"))
        return view(*args, **kwargs)

    return for_visitors


def _with_pauses(view: Any) -> Any:
    """Make whoever fails again and again wait longer and longer, known address or not."""

    @wraps(view)
    def paused(*args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(*args, **kwargs)
        now, who = clock.now(), _who_tries()
        limits.check_pause("sign_in", who, now)
        answer = current_app.make_response(view(*args, **kwargs))
        if answer.status_code == 200:
            db.session.expunge_all()
            limits.note_failure("sign_in", who, now)
        return answer

    return paused


def _who_tries() -> str:
    pending = session.get("tf_user_id")
    if request.endpoint == "security.login" or not pending:
        return request.form.get("email", "").strip().lower()
    return str(pending)


def _signed_in_person() -> str:
    return str(current_actor().person_id)


def _drop_strange_next() -> None:
    """Forget a `next` that is no page of ours, before the library looks at it."""
    for place in ("args", "form"):
        values = getattr(request, place)
        if "next" in values and not safe_next(values["next"], ""):
            kept = MultiDict(values)
            kept.poplist("next")
            setattr(request, place, ImmutableMultiDict(kept))


def _finish(response: Response) -> Response:
    """Give a refused form its status, and keep what is said here out of sight."""
    is_form_again = request.method == "POST" and response.status_code == 200
    shows_new = request.endpoint in _SHOW_SOMETHING_NEW and not g.get("is_form_refused")
    if is_form_again and not shows_new:
        response.status_code = 422
    if request.endpoint == "security.logout":
        response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    location = response.headers.get("Location")
    if location is not None:
        # The library checks `next` by its own rules; ours are stricter.
        here = request.script_root + "/"
        response.headers["Location"] = safe_next(location, here)
    return response


def _for_its_pages() -> dict[str, Any]:
    shown: dict[str, Any] = {"demo_persons": [], "provider": None}
    if request.endpoint == "security.login":
        shown["provider"] = find_provider()
    if not current_actor().is_visitor:
        shown["passkeys"] = queries.list_passkeys(current_actor())
        shown["spare_code_count"] = queries.count_spare_codes(current_actor())
    if not current_app.config["DEMO"]:
        return shown
    codes = current_app.extensions["security"].totp_factory
    return shown | {
        "demo_password": rules.DEMO_PASSWORD,
        "demo_persons": [
            (
                person,
                codes.generate_totp_password(person.tf_totp_secret)
                if person.has_code_app
                else None,
            )
            for person in queries.list_demo_persons()
        ],
    }


def _signed_in(_app: Flask, *, user: Person, **_more: Any) -> None:
    browser_session().renew()
    for who in (user.email, user.fs_uniquifier):
        if who:
            limits.forget_failures("sign_in", who)


def _factor_changed(_app: Flask, *, user: Person, **_more: Any) -> None:
    actor = current_actor()
    browser_session().renew()
    operations.end_other_sessions(actor=actor, but=browser_session().sid_sha256)
    now = clock.now()
    audit.record(
        actor, "person.second_factor_changed", subject_kind="person", subject_id=user.id, now=now
    )
    operations.tell_of_second_step_change(
        user, settings_link=sign_up.absolute(url_for("accounts.sign_in_settings")), now=now
    )
