"""How the mail stands."""

from flask import flash, make_response, redirect, render_template, url_for

from auriga_web.backoffice import operations
from auriga_web.backoffice.queries.mails import load_outbox
from auriga_web.backoffice.views.blueprint import blueprint
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.clock import now
from auriga_web.core.language import gettext as _


@blueprint.get("/posta")
@access(Access.ADMINISTRATOR)
def mails():
    return private(make_response(render_template("backoffice/mails.html", outbox=load_outbox())))


@blueprint.post("/posta/<int:mail_id>/ritento")
@access(Access.ADMINISTRATOR)
def try_again(mail_id: int):
    operations.try_mail_again(mail_id, actor=current_actor(), now=now())
    flash(_("It is in the queue again."), "done")
    return redirect(url_for("backoffice.mails"), 303)
