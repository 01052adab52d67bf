"""The inbox: a list of what is owed, and the thing beside it."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from auriga_web.backoffice import operations, rules
from auriga_web.backoffice.queries.inbox import InboxRow, Wanted, find_row, list_inbox
from auriga_web.backoffice.views.blueprint import blueprint, staff_or_guarantor
from auriga_web.backoffice.views.things import thing_of
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import is_htmx, private
from auriga_web.core.clock import now
from auriga_web.core.language import gettext as _
from auriga_web.discussion import operations as discussion
from auriga_web.discussion.queries import get_comment
from auriga_web.duties.queries import get_duty
from auriga_web.moderation import operations as moderation
from auriga_web.moderation.models import Verdict


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
        done=request.args.get("fatto", type=int),
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
            "backoffice/partials/_thing.html", row=row, thing=thing_of(row, actor), labels=rules
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


@blueprint.post("/<int:duty_id>/approvazione")
@access(Access.MEMBER)
def approve(duty_id: int):
    """Say in one tap that a thing is all right: a report without ground, a first comment."""
    actor = staff_or_guarantor()
    owed = get_duty(duty_id)
    if owed.kind == "comment.first":
        comment = get_comment(int(owed.subject_id), reader=actor)
        discussion.release_comment(comment, actor=actor, now=now())
        flash(_("Everybody can read it now."), "done")
        return redirect(url_for("backoffice.inbox"), 303)
    if owed.kind != moderation.REPORT_DUTY:
        abort(404)
    decision = moderation.decide(
        owed.subject_kind,
        owed.subject_id,
        verdict=Verdict.NOTHING_WRONG,
        actor=actor,
        now=now(),
    )
    return redirect(url_for("backoffice.inbox", fatto=decision.id), 303)


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
