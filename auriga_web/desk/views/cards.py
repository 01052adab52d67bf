"""Cards: printed for a person, and used by them to claim the account."""

from typing import Any, cast

from flask import Blueprint, current_app, redirect, render_template, request, url_for

from auriga_web.accounts import queries as persons
from auriga_web.core import clock, limits
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.documents import pdf_answer, typeset
from auriga_web.core.language import current_language
from auriga_web.core.language import gettext as _
from auriga_web.core.settings import Site
from auriga_web.desk import forms, operations, rules


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    blueprint.add_url_rule("/sportello/<int:person_id>/tessera", view_func=make, methods=["POST"])
    blueprint.add_url_rule("/tessera", view_func=claim, methods=["GET", "POST"])


@access(Access.OPERATOR)
def make(person_id: int) -> Any:
    """Answer with a card to print; the code is shown there and nowhere else."""
    person, now = persons.get_person(person_id), clock.now()
    try:
        code = operations.make_card(person, actor=current_actor(), now=now)
    except rules.CannotAssist as problem:
        page = render_template("desk/person.html", person=person, card=None, problem=str(problem))
        return page, 422
    address = f"{current_app.config['PUBLIC_BASE_URL']}{url_for('desk.claim')}"
    card = typeset("desk/card.typ", _card(person.name, code, address), title=_("Card"), at=now)
    return pdf_answer(card, "tessera.pdf")


@access(Access.VISITOR)
@limits.limit("10 per hour", scope="cards")
def claim() -> Any:
    """Give the account of a card an address of one's own."""
    form = forms.ClaimForm()
    if form.validate_on_submit():
        try:
            operations.claim_account(
                code=form.code.data,
                email=form.email.data,
                link=lambda token: _absolute("security.reset_password", token=token),
                sign_up_link=_absolute("security.register"),
                language=current_language(),
                now=clock.now(),
            )
        except rules.NotACard:
            form.code.errors = [
                _("This code is not good: copy it again, or ask at a desk for a new card.")
            ]
        else:
            return redirect(url_for("accounts.check_mail_password"))
    page = render_template("desk/claim.html", form=form)
    return page, 422 if request.method == "POST" else 200


def _card(name: str, code: str, address: str) -> dict[str, Any]:
    site = cast(Site, current_app.jinja_env.globals["site"])
    return {
        "name": name,
        "code": code,
        "heading": _("Your card"),
        "with_it": _("With this card your account can become yours alone, whenever you like:"),
        "steps": [
            _("open %(address)s on a telephone or a computer;", address=address),
            _("copy this code and write your e-mail address;"),
            _("open the mail we send you, and choose a password."),
        ],
        "without": _("Without it you go on as before: at a desk, by telephone or on paper."),
        "secret": _("Show the code to nobody. If you lose the card, ask for another one."),
        "reach": f"{site.phone} · {site.phone_hours} · {site.desk}",
    }


def _absolute(endpoint: str, **values: Any) -> str:
    return f"{current_app.config['PUBLIC_BASE_URL']}{url_for(endpoint, **values)}"
