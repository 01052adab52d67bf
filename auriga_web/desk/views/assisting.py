"""Taking part for a person: their yes, what is done meanwhile, the receipt."""

from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, session, url_for

from auriga_web.accounts import queries as persons
from auriga_web.core import clock
from auriga_web.core.access import Access, Channel, access, authorise, current_actor, gate
from auriga_web.core.documents import pdf_answer, typeset
from auriga_web.core.language import day, lazy_gettext, moment
from auriga_web.core.language import gettext as _
from auriga_web.desk import forms, operations, policies, queries, rules
from auriga_web.desk.models import Assistance

_DONE = {
    "need": lazy_gettext("wrote a need"),
    "support": lazy_gettext("said: I need it too"),
    "comment": lazy_gettext("wrote in a discussion"),
}


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/sportello/<int:person_id>/aiuto", person, ["GET", "POST"]),
        ("/sportello/aiuto/fine", end, ["POST"]),
        ("/sportello/aiuti/<int:assistance_id>", show, ["GET"]),
        ("/sportello/aiuti/<int:assistance_id>/ricevuta", receipt, ["GET"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


@access(Access.OPERATOR)
def person(person_id: int) -> Any:
    """Show what can be done for a person; begin once they have agreed."""
    actor, now, form = current_actor(), clock.now(), forms.AssistForm()
    found = persons.get_person(person_id)
    authorise(policies.may_assist(actor, person_id=person_id))
    if form.validate_on_submit():
        try:
            begun = operations.start_assistance(
                found,
                channel=Channel(form.channel.data),
                has_consented=form.has_consented.data,
                actor=actor,
                now=now,
            )
        except rules.CannotAssist as problem:
            form.has_consented.errors = [str(problem)]
        else:
            session["assistance"] = begun.id
            session.pop("body_id", None)
            # What the session may do has changed: it gets another id.
            cast(Any, session).renew()
            return redirect(url_for("needs.index"))
    page = render_template(
        "desk/person.html",
        person=found,
        card=queries.find_card(person_id),
        form=form,
        problem=None,
    )
    return page, 422 if request.method == "POST" else 200


@access(Access.MEMBER)
def end() -> Any:
    """Be oneself again, and see what was done."""
    actor = current_actor()
    assistance = queries.get_own_assistance(
        session.get("assistance", 0), operator_id=actor.operator_id
    )
    operations.end_assistance(assistance, operator_id=actor.operator_id, now=clock.now())
    session.pop("assistance", None)
    cast(Any, session).renew()
    flash(_("You act in your own name again."), "done")
    return redirect(url_for("desk.show", assistance_id=assistance.id))


@access(Access.OPERATOR)
def show(assistance_id: int) -> str:
    """Show what was done for a person."""
    assistance = queries.get_assistance(assistance_id, reader=current_actor())
    return render_template(
        "desk/assistance.html",
        assistance=assistance,
        done=_said(assistance),
        channel_names=forms.CHANNEL_NAMES,
    )


@access(Access.OPERATOR)
def receipt(assistance_id: int) -> Any:
    """Answer with what was done, to print and hand over."""
    assistance, now = queries.get_assistance(assistance_id, reader=current_actor()), clock.now()
    said = _said(assistance)
    facts = {
        "heading": _("Receipt"),
        "person": assistance.person.name,
        "intro": _(
            "On %(day)s %(operator)s of the desk took part for you %(channel)s, with your yes.",
            day=day(assistance.started_at),
            operator=assistance.operator.name,
            channel=str(forms.CHANNEL_NAMES[assistance.channel]),
        ),
        "done_heading": _("What was done in your name"),
        "done": [f"{at} — {what}: {title}" for at, what, title, _url in said],
        "nothing": _("Nothing was written or said."),
        "rights": _(
            "You can read all of it, have it changed or taken away: come to the desk, or call us."
        ),
        "signature": _("Signature, if you want to leave one"),
    }
    pdf = typeset("desk/receipt.typ", facts, title=_("Receipt"), at=now)
    return pdf_answer(pdf, f"ricevuta-{assistance.id}.pdf")


def _said(assistance: Assistance) -> list[tuple[str, str, str, str]]:
    """Return when, what, on which subject and where it is, in words."""
    reader, said = current_actor(), []
    for one in queries.list_done(assistance, now=clock.now()):
        subject = gate(one.subject_kind)
        is_seen = subject.may_read(reader, one.subject_id)
        title = subject.title(one.subject_id) if is_seen else _("it is no longer public")
        url = subject.url(one.subject_id) if is_seen else ""
        said.append((moment(one.at), str(_DONE[one.what]), title, url))
    return said
