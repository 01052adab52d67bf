"""The inbox: a list of what is owed, and the thing beside it."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from auriga_web.backoffice import operations, rules
from auriga_web.backoffice.queries.inbox import InboxRow, Wanted, find_row, list_inbox
from auriga_web.backoffice.queries.people import list_colleagues
from auriga_web.backoffice.views.blueprint import blueprint, staff_or_guarantor
from auriga_web.backoffice.views.things import thing_of
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import is_htmx, private
from auriga_web.core.clock import now
from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.core.strange_input import is_id
from auriga_web.duties.queries import get_duty, list_duties
from auriga_web.moderation import operations as moderation
from auriga_web.moderation.rules import find_reason, list_reasons

# As many as a page shows.
MOST_TOGETHER = 50


@blueprint.get("")
@access(Access.MEMBER)
def inbox():
    actor = staff_or_guarantor()
    wanted = Wanted(kind=request.args.get("tipo") or None, mine=request.args.get("di") == "me")
    page = list_inbox(reader=actor, wanted=wanted, cursor=request.args.get("da"))
    shown: dict[str, Any] = {"tipo": wanted.kind, "di": "me" if wanted.mine else None}
    next_url = None
    if page.next_cursor:
        next_url = url_for("backoffice.inbox", da=page.next_cursor, **shown)
    html = render_template(
        "backoffice/inbox.html",
        rows=page.rows,
        next_url=next_url,
        wanted=wanted,
        shown=shown,
        labels=rules,
        came=_came(),
        reasons=list_reasons(),
        colleagues=list_colleagues(),
        **_selected(page.rows),
    )
    return private(make_response(html))


@blueprint.get("/<int:duty_id>")
@access(Access.MEMBER)
def duty(duty_id: int):
    actor = staff_or_guarantor()
    if not is_htmx():
        return redirect(url_for("backoffice.inbox", cosa=duty_id))
    row = find_row(duty_id, reader=actor)
    if row is None:
        html = render_template("backoffice/partials/_gone.html")
    else:
        html = render_template(
            "backoffice/partials/_thing.html",
            row=row,
            thing=thing_of(row, actor),
            labels=rules,
            reasons=list_reasons(),
            colleagues=list_colleagues(),
        )
    response = private(make_response(html))
    response.vary.add("HX-Request")
    return response


@blueprint.post("/<int:duty_id>/assegnazione")
@access(Access.MEMBER)
def take(duty_id: int):
    operations.take(get_duty(duty_id), actor=staff_or_guarantor(), now=now())
    return redirect(url_for("backoffice.inbox", cosa=duty_id), 303)


@blueprint.post("/<int:duty_id>/rinuncia")
@access(Access.MEMBER)
def give_back(duty_id: int):
    operations.give_back(get_duty(duty_id), actor=staff_or_guarantor(), now=now())
    return redirect(url_for("backoffice.inbox", cosa=duty_id), 303)


@blueprint.post("/<int:duty_id>/affidamento")
@access(Access.MEMBER)
def assign(duty_id: int):
    actor = staff_or_guarantor()
    owner_id = request.form.get("a", type=int) or 0
    operations.assign(get_duty(duty_id), owner_id=owner_id, actor=actor, now=now())
    return redirect(url_for("backoffice.inbox", cosa=duty_id), 303)


@blueprint.post("/<int:duty_id>/approvazione")
@access(Access.MEMBER)
def approve(duty_id: int):
    """Say in one tap that a thing is all right: a report without ground, a first post."""
    actor, duty = staff_or_guarantor(), get_duty(duty_id)
    if duty.kind not in operations.APPROVED_HERE:
        abort(404)
    return _back(operations.approve_together([duty], actor=actor, now=now()))


@blueprint.post("/<int:duty_id>/oscuramento")
@access(Access.MEMBER)
def hide(duty_id: int):
    """Hide a thing in one tap, for a ready reason."""
    actor, duty = staff_or_guarantor(), get_duty(duty_id)
    reason = find_reason(request.form.get("motivo"))
    if duty.kind not in operations.APPROVED_HERE or reason is None:
        abort(422 if reason is None else 404)
    return _back(operations.hide_together([duty], reason=reason, actor=actor, now=now()))


@blueprint.post("/insieme")
@access(Access.MEMBER)
def together():
    """Do the same with every duty that is ticked, or with all that the page showed."""
    actor = staff_or_guarantor()
    duties = list_duties(_ticked())
    match request.form.get("cosa"):
        case "approva":
            came = operations.approve_together(duties, actor=actor, now=now())
        case "prendi":
            came = operations.take_together(duties, actor=actor, now=now())
        case "nascondi" if reason := find_reason(request.form.get("motivo")):
            came = operations.hide_together(duties, reason=reason, actor=actor, now=now())
        case _:
            flash(_("Choose the reason that the authors will read."), "wrong")
            return redirect(url_for("backoffice.inbox"), 303)
    return _back(came)


@blueprint.post("/insieme/annullamento")
@access(Access.MEMBER)
def undo_together():
    """Take back all that was decided together."""
    actor = staff_or_guarantor()
    ids = _numbers(request.form.get("decisioni", ""))
    cleared = moderation.undo_together(ids, actor=actor, now=now())
    flash(
        ngettext(
            "%(num)s decision is undone, and its case waits again.",
            "%(num)s decisions are undone, and their cases wait again.",
            len(cleared.decision_ids),
        ),
        "done",
    )
    return redirect(url_for("backoffice.inbox"), 303)


def _back(came: operations.Together):
    """Return to the list, which says what came of it and how to undo it."""
    return redirect(
        url_for(
            "backoffice.inbox",
            fatte=came.done,
            lasciate=came.left or None,
            decise=",".join(map(str, came.decision_ids)) or None,
        ),
        303,
    )


def _ticked() -> list[int]:
    field = "mostrate" if request.form.get("tutte") else "quali"
    return _numbers(",".join(request.form.getlist(field)))


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")[:MOST_TOGETHER] if is_id(one)]


def _came() -> operations.Together | None:
    """Read from the address what the last act came to."""
    if "fatte" not in request.args:
        return None
    return operations.Together(
        done=request.args.get("fatte", 0, type=int),
        left=request.args.get("lasciate", 0, type=int),
        decision_ids=tuple(_numbers(request.args.get("decise", ""))),
    )


def _selected(rows: Sequence[InboxRow]):
    """Return the duty shown beside the list: the one asked for, else the first."""
    actor = current_actor()
    asked = request.args.get("cosa", type=int)
    row = next((row for row in rows if row.id == asked), None)
    if row is None and asked is not None:
        row = find_row(asked, reader=actor)
    is_asked = row is not None
    if row is None and rows:
        row = rows[0]
    thing = thing_of(row, actor) if row is not None else None
    return {"row": row, "thing": thing, "is_asked": is_asked}
