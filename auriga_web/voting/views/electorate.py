"""The list of those who can vote: brought, looked at, then written."""

from flask import Blueprint, Response, current_app, flash, make_response, redirect, url_for
from flask import render_template as render

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext
from auriga_web.voting.forms import ListForm
from auriga_web.voting.operations import listing
from auriga_web.voting.queries import electorate, polls

blueprint = Blueprint("poll_list", __name__, url_prefix="/votazioni/<int:poll_id>/elenco")


@blueprint.get("")
@access(Access.FACILITATOR)
def show(poll_id: int):
    return _page(poll_id, ListForm())


@blueprint.post("")
@access(Access.FACILITATOR)
def preview(poll_id: int):
    """Show what a list would do; nothing is written."""
    form = ListForm()
    text = form.content()
    if not form.validate_on_submit() or not text.strip():
        form.text.errors = [*form.text.errors, _("Paste the list, or choose a file.")]
        return _page(poll_id, form, status=422)
    form.text.data = text
    read = listing.preview_list(
        poll_id, text, secret=current_app.config["IDENTITY_SECRET"], actor=current_actor()
    )
    return _page(poll_id, form, read=read, status=200 if read.person_ids else 422)


@blueprint.post("/conferma")
@access(Access.FACILITATOR)
def confirm(poll_id: int):
    form = ListForm()
    if not form.validate_on_submit():
        return _page(poll_id, form, status=422)
    try:
        count = listing.import_list(
            poll_id,
            form.text.data or "",
            secret=current_app.config["IDENTITY_SECRET"],
            actor=current_actor(),
            now=clock.now(),
        )
    except listing.ListIsFixed:
        return _fixed(poll_id, form)
    flash(ngettext("%(num)s person put on the list.", "%(num)s people put on the list.", count))
    return redirect(url_for("poll_staff.prepare", poll_id=poll_id), 303)


@blueprint.post("/vuoto")
@access(Access.FACILITATOR)
def clear(poll_id: int):
    try:
        listing.clear_list(poll_id, actor=current_actor(), now=clock.now())
    except listing.ListIsFixed:
        return _fixed(poll_id, ListForm())
    flash(_("The list is empty now."))
    return redirect(url_for(".show", poll_id=poll_id), 303)


def _fixed(poll_id: int, form: ListForm) -> Response:
    form.text.errors = [_("The roll is drawn: the list can no longer change.")]
    return _page(poll_id, form, status=409)


def _page(
    poll_id: int, form: ListForm, *, read: listing.Preview | None = None, status: int = 200
) -> Response:
    poll, _territory = polls.get_poll(poll_id, reader=current_actor())
    page = render(
        "voting/list_import.html",
        poll=poll,
        form=form,
        read=read,
        listed_count=electorate.count_listed(poll_id),
    )
    return private(make_response(page, status))
