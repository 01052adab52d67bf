"""Saying that one's code is not there, and the guarantor who decides."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.language import gettext as _
from auriga_web.voting.forms import ClaimForm, VerdictForm
from auriga_web.voting.operations import claims as operations
from auriga_web.voting.queries import claims, polls
from auriga_web.voting.rules.claims import TooLate
from auriga_web.voting.views.public import result_page

blueprint = Blueprint("claims", __name__, url_prefix="/votazioni/<int:poll_id>/reclami")


@blueprint.post("")
@access(Access.MEMBER)
def make(poll_id: int):
    form = ClaimForm()
    if not form.validate_on_submit():
        return _again(poll_id, form, status=422)
    try:
        operations.make_claim(poll_id, text=form.text.data, actor=current_actor(), now=clock.now())
    except operations.AlreadyClaimed:
        form.text.errors = [_("You have told the guarantor already: the answer comes by mail.")]
        return _again(poll_id, form, status=409)
    except TooLate:
        form.text.errors = [_("The ten days are over, or there is no result yet.")]
        return _again(poll_id, form, status=409)
    flash(_("Sent to the guarantor, who answers within ten days."), "done")
    return redirect(url_for("voting.show", poll_id=poll_id, _anchor="check"), 303)


@blueprint.get("")
@access(Access.GUARANTOR)
def index(poll_id: int):
    return _page(poll_id, VerdictForm())


@blueprint.post("/<int:claim_id>/decisione")
@access(Access.GUARANTOR)
def decide(poll_id: int, claim_id: int):
    form = VerdictForm()
    if not form.validate_on_submit():
        return _page(poll_id, form, status=422)
    try:
        operations.decide_claim(
            poll_id,
            claim_id,
            is_upheld=form.verdict.data == "right",
            reason=form.reason.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except operations.AlreadyDecided:
        return _page(poll_id, form, status=409)
    return redirect(url_for(".index", poll_id=poll_id), 303)


def _again(poll_id: int, form: ClaimForm, *, status: int) -> Response:
    return private(make_response(result_page(poll_id, claim_form=form), status))


def _page(poll_id: int, form: VerdictForm, *, status: int = 200) -> Response:
    reader = current_actor()
    poll, _territory = polls.get_frozen_poll(poll_id, reader=reader)
    page = render_template(
        "voting/claims.html",
        poll=poll,
        form=form,
        claims=claims.list_claims(poll_id, reader=reader),
    )
    return private(make_response(page, status))
