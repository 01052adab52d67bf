"""Reading the audit trail, and checking that nobody changed it."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from auriga_web.audit.queries import find_first_broken_entry
from auriga_web.backoffice import policies
from auriga_web.backoffice.queries.trail import list_trail
from auriga_web.backoffice.views.blueprint import blueprint
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.language import gettext as _


@blueprint.get("/registro")
@access(Access.MEMBER)
def trail():
    _check_reader()
    kind, subject_id = request.args.get("tipo", ""), request.args.get("id", "")
    subject = (kind, subject_id) if kind and subject_id else None
    page = list_trail(cursor=request.args.get("da"), subject=subject)
    next_url = None
    if page.next_cursor:
        next_url = url_for(
            "backoffice.trail", da=page.next_cursor, tipo=kind or None, id=subject_id or None
        )
    html = render_template(
        "backoffice/trail.html", rows=page.rows, next_url=next_url, subject=subject
    )
    return private(make_response(html))


@blueprint.post("/registro/controllo")
@access(Access.MEMBER)
def check_trail():
    _check_reader()
    broken = find_first_broken_entry()
    if broken is None:
        flash(_("The chain is whole: nobody has changed, added or taken away an entry."), "done")
    else:
        flash(
            _("The chain breaks at entry %(number)s. Tell the guarantor.", number=broken), "wrong"
        )
    return redirect(url_for("backoffice.trail"), 303)


def _check_reader() -> None:
    if not policies.may_read_trail(current_actor()):
        abort(403)
