"""Signing in through a provider (SPID, CIE or any other that speaks OpenID Connect).

It sends people back with a GET, which changes nothing here: what it said waits, signed, in the
browser's session until they press the one button of the next page.
"""

from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_security import login_user
from requests import RequestException

from auriga_web.accounts import forms, operations, queries, rules
from auriga_web.accounts.models import Person
from auriga_web.accounts.views import sign_up
from auriga_web.core import clock, headers, limits
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import current_language
from auriga_web.core.language import gettext as _
from auriga_web.core.recently import recently_confirmed

_SAID = "provider_said"
_GOOD_FOR_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class Provider:
    """Who is trusted to say who somebody is."""

    client: Any
    issuer: str
    # "Entra con …"
    name: str
    origin: str


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/accedi/esterno", go_to_provider, ["POST"]),
        ("/accedi/esterno/ritorno", come_back, ["GET"]),
        ("/accedi/esterno/conferma", confirm_provider, ["GET", "POST"]),
        ("/io/accesso/esterno", link_provider, ["POST"]),
        ("/io/accesso/esterno/rimozione", unlink_provider, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


def find_provider() -> Provider | None:
    """Return the provider of this installation, and let forms of this page lead there."""
    provider: Provider | None = current_app.extensions["auriga_provider"]
    if provider is not None:
        headers.allow_form_to(provider.origin)
    return provider


@access(Access.VISITOR)
@limits.limit("30 per 15 minutes", scope="provider")
def go_to_provider() -> Any:
    """Send who comes to the provider, with a code to prove that it is they who come back."""
    try:
        return _provider().client.authorize_redirect(_way_back())
    except (AuthlibBaseError, RequestException):
        flash(_("That site does not answer now. Try later, or sign in in another way."), "wrong")
        return redirect(url_for("security.login"))


@access(Access.VISITOR)
def come_back() -> Any:
    """Check what the provider says, and keep it until the button is pressed."""
    provider = _provider()
    try:
        claims = provider.client.authorize_access_token()["userinfo"]
    except (AuthlibBaseError, RequestException, KeyError, ValueError):
        flash(_("Signing in there did not succeed. Try again, or sign in in another way."), "wrong")
        return redirect(url_for("security.login"))
    secret = current_app.config["IDENTITY_SECRET"]
    session[_SAID] = {
        "subject_hmac": rules.subject_hmac(provider.issuer, str(claims["sub"]), secret=secret),
        "name": str(claims.get("name") or "")[:120],
        # An address that nobody verified is nobody's.
        "email": str(claims["email"]) if claims.get("email_verified") is True else "",
        "at": clock.now().timestamp(),
    }
    return redirect(url_for("accounts.confirm_provider"))


@access(Access.VISITOR)
@limits.limit("30 per 15 minutes", scope="provider")
def confirm_provider() -> Any:
    """Show what happens next with one button; sign in, or make the account, when it is pressed."""
    provider, said = _provider(), _said()
    if said is None:
        return redirect(url_for("security.login"))
    person = queries.find_person_by_external(provider.issuer, said["subject_hmac"])
    if not current_actor().is_visitor:
        return _page(provider, "accounts/link_provider.html", is_anothers=_is_anothers(person))
    if person is not None:
        if request.method == "GET":
            return _page(provider, "accounts/enter_with_provider.html", person=person)
        return _sign_in(person)
    form = forms.ProviderSignUpForm(data={"name": said["name"]})
    is_taken = bool(said["email"]) and queries.find_person_by_email(said["email"]) is not None
    if not is_taken and form.validate_on_submit():
        return _sign_up(provider, said, form)
    page = _page(
        provider,
        "accounts/sign_up_with_provider.html",
        form=form,
        email=said["email"],
        is_taken=is_taken,
    )
    return page, 422 if form.is_submitted() else 200


@access(Access.MEMBER)
@recently_confirmed("accounts.confirm_provider")
def link_provider() -> Any:
    """Let who is signed in come through the provider from now on."""
    provider, said = _provider(), _said()
    if said is None:
        return redirect(url_for("accounts.sign_in_settings"))
    try:
        operations.link_external(
            actor=current_actor(),
            issuer=provider.issuer,
            subject_hmac=said["subject_hmac"],
            now=clock.now(),
        )
    except operations.AlreadyLinked:
        return _page(provider, "accounts/link_provider.html", is_anothers=True), 409
    session.pop(_SAID)
    flash(_("From now on you can also sign in with %(name)s.", name=provider.name), "done")
    return redirect(url_for("accounts.sign_in_settings"))


@access(Access.MEMBER)
@recently_confirmed("accounts.sign_in_settings")
def unlink_provider() -> Any:
    """Come through the provider no longer."""
    provider = _provider()
    try:
        operations.unlink_external(actor=current_actor(), issuer=provider.issuer, now=clock.now())
    except operations.OnlyWayIn:
        flash(_("You have no other way to sign in: first add an e-mail address."), "wrong")
    else:
        flash(_("You no longer sign in with %(name)s.", name=provider.name), "done")
    return redirect(url_for("accounts.sign_in_settings"))


def _provider() -> Provider:
    provider: Provider | None = current_app.extensions["auriga_provider"]
    if provider is None:
        abort(404)
    return provider


def _said() -> dict[str, Any] | None:
    said: dict[str, Any] | None = session.get(_SAID)
    if said is None or clock.now().timestamp() - said["at"] > _GOOD_FOR_SECONDS:
        return None
    return said


def _is_anothers(person: Person | None) -> bool:
    return person is not None and person.id != current_actor().person_id


def _page(provider: Provider, template: str, **more: Any) -> str:
    return render_template(template, provider=provider, **more)


def _sign_up(provider: Provider, said: dict[str, Any], form: forms.ProviderSignUpForm) -> Any:
    person = operations.sign_up_with_provider(
        name=form.name.data,
        email=said["email"] or None,
        issuer=provider.issuer,
        subject_hmac=said["subject_hmac"],
        language=current_language(),
        now=clock.now(),
    )
    return _sign_in(person)


def _sign_in(person: Person) -> Any:
    """Go on as after the right password: who set up a second step passes it too."""
    session.pop(_SAID, None)
    if not person.active:
        flash(_("This account is closed: call us."), "wrong")
        return redirect(url_for("security.login"))
    library: Any = current_app.extensions["security"]
    second_step = library.two_factor_plugins.tf_enter(person, False, "oidc", None)
    if second_step:
        return second_step
    login_user(person, authn_via=["oidc"])
    return redirect(url_for("accounts.after_sign_in"))


def _way_back() -> str:
    return sign_up.absolute(url_for("accounts.come_back"))
