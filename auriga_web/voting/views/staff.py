"""Preparing a vote: writing it, its checklist, freezing it, and what takes two persons."""

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    url_for,
)

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.voting.forms import AnswerForm, OutageForm, PollForm, ReasonForm
from auriga_web.voting.models import PollState, TwoPersonAct
from auriga_web.voting.operations import answering, deciding, drafting, stopping
from auriga_web.voting.queries import electorate, polls, preparation
from auriga_web.voting.rules import checklist
from auriga_web.voting.rules.outages import NotAnOutage
from auriga_web.voting.rules.states import CannotMove
from auriga_web.voting.views.drafts import draft_of, poll_form, values_of
from auriga_web.voting.views.public import phase_of, who_can_vote

blueprint = Blueprint("poll_staff", __name__, url_prefix="/votazioni")


@blueprint.get("/nuova")
@access(Access.FACILITATOR)
def new():
    return _form_page(poll_form())


@blueprint.post("")
@access(Access.FACILITATOR)
def create():
    form = poll_form()
    if not form.validate_on_submit():
        return _form_page(form, status=422)
    try:
        poll = drafting.create_poll(draft_of(form), actor=current_actor(), now=clock.now())
    except drafting.NotTheFrozenText:
        return _wrong_texts(form)
    return redirect(url_for(".prepare", poll_id=poll.id), 303)


@blueprint.get("/<int:poll_id>/modifica")
@access(Access.FACILITATOR)
def edit(poll_id: int):
    poll, _territory = polls.get_draft(poll_id, reader=current_actor())
    return _form_page(poll_form(values_of(poll)), poll_id=poll_id)


@blueprint.post("/<int:poll_id>/modifica")
@access(Access.FACILITATOR)
def change(poll_id: int):
    form = poll_form()
    if not form.validate_on_submit():
        return _form_page(form, poll_id=poll_id, status=422)
    try:
        drafting.edit_poll(
            poll_id,
            draft_of(form),
            version=int(form.version.data) if is_id(form.version.data or "") else 0,
            actor=current_actor(),
            now=clock.now(),
        )
    except drafting.NotTheFrozenText:
        return _wrong_texts(form, poll_id=poll_id)
    except drafting.ChangedMeanwhile:
        form.title.errors = [_("Somebody else changed this vote meanwhile: open it again.")]
        return _form_page(form, poll_id=poll_id, status=409)
    except drafting.NotADraft:
        form.title.errors = [_("This vote is frozen by now: nothing in it can change.")]
        return _form_page(form, poll_id=poll_id, status=409)
    return redirect(url_for(".prepare", poll_id=poll_id), 303)


@blueprint.get("/<int:poll_id>/preparazione")
@access(Access.FACILITATOR)
def prepare(poll_id: int):
    return _preparation(poll_id)


@blueprint.post("/<int:poll_id>/congelamento")
@access(Access.FACILITATOR)
def freeze(poll_id: int):
    try:
        drafting.freeze_poll(poll_id, actor=current_actor(), now=clock.now())
    except checklist.NotReady:
        return _preparation(poll_id, status=422)
    except CannotMove:
        return _preparation(poll_id, status=409)
    flash(_("Frozen: the text can no longer change, and everybody sees it."), "done")
    return redirect(url_for(".prepare", poll_id=poll_id), 303)


@blueprint.post("/<int:poll_id>/apertura")
@access(Access.FACILITATOR)
def approve_opening(poll_id: int):
    return _approve(poll_id, TwoPersonAct.OPENING, {})


@blueprint.post("/<int:poll_id>/ripresa")
@access(Access.FACILITATOR)
def approve_resumption(poll_id: int):
    return _approve(poll_id, TwoPersonAct.RESUMPTION, {})


@blueprint.post("/<int:poll_id>/annullamento")
@access(Access.FACILITATOR)
def approve_voiding(poll_id: int):
    form = ReasonForm(prefix="void")
    if not form.validate_on_submit():
        return _preparation(poll_id, status=422, void_form=form)
    return _approve(poll_id, TwoPersonAct.VOIDING, {"reason": form.reason.data.strip()})


@blueprint.post("/<int:poll_id>/proroga")
@access(Access.FACILITATOR)
def approve_extension(poll_id: int):
    form = OutageForm(prefix="outage")
    if not form.validate_on_submit():
        return _preparation(poll_id, status=422, outage_form=form)
    terms = {
        "from": form.began.moment().isoformat(),
        "to": form.ended.moment().isoformat(),
        "reason": form.reason.data.strip(),
    }
    try:
        return _approve(poll_id, TwoPersonAct.EXTENSION, terms)
    except NotAnOutage:
        form.began.errors = [_("The outage must have happened during the vote, and be over.")]
        return _preparation(poll_id, status=422, outage_form=form)


@blueprint.post("/<int:poll_id>/conferme/<act>/<terms_sha256>")
@access(Access.FACILITATOR)
def second(poll_id: int, act: str, terms_sha256: str):
    """Approve exactly what somebody else has approved first."""
    given = polls.get_approval(poll_id, act, terms_sha256)
    try:
        return _approve(poll_id, given.act, given.terms)
    except NotAnOutage:
        return _preparation(poll_id, status=409)


@blueprint.post("/<int:poll_id>/sospensione")
@access(Access.FACILITATOR)
def suspend(poll_id: int):
    form = ReasonForm(prefix="suspend")
    if not form.validate_on_submit():
        return _preparation(poll_id, status=422, suspend_form=form)
    try:
        stopping.suspend_poll(
            poll_id, reason=form.reason.data.strip(), actor=current_actor(), now=clock.now()
        )
    except CannotMove:
        return _preparation(poll_id, status=409)
    return redirect(url_for(".prepare", poll_id=poll_id), 303)


@blueprint.post("/<int:poll_id>/esito")
@access(Access.FACILITATOR)
def answer(poll_id: int):
    form = AnswerForm(prefix="answer")
    if not form.validate_on_submit():
        return _preparation(poll_id, status=422, answer_form=form)
    try:
        answering.answer_result(
            poll_id,
            text=form.text.data,
            review_on=form.review_on.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except answering.NotClosedYet:
        return _preparation(poll_id, status=409)
    return redirect(url_for("voting.show", poll_id=poll_id), 303)


def _approve(poll_id: int, act: TwoPersonAct, terms: dict[str, str]):
    try:
        decision = deciding.approve(poll_id, act, terms, actor=current_actor(), now=clock.now())
    except checklist.NotReady:
        return _preparation(poll_id, status=422)
    except (CannotMove, deciding.AlreadyApproved):
        return _preparation(poll_id, status=409)
    if decision.is_done:
        flash(_("Done: two persons have approved it."), "done")
    else:
        flash(_("Your approval is written. It takes the other person's now."))
    return redirect(url_for(".prepare", poll_id=poll_id), 303)


def _form_page(form: PollForm, *, poll_id: int | None = None, status: int = 200) -> Response:
    page = render_template("voting/edit.html", form=form, poll_id=poll_id)
    return private(make_response(page, status))


def _wrong_texts(form: PollForm, *, poll_id: int | None = None) -> Response:
    form.initiatives.errors = [_("One of these texts is no longer frozen: choose again.")]
    return _form_page(form, poll_id=poll_id, status=422)


def _preparation(
    poll_id: int,
    *,
    status: int = 200,
    void_form: ReasonForm | None = None,
    suspend_form: ReasonForm | None = None,
    outage_form: OutageForm | None = None,
    answer_form: AnswerForm | None = None,
) -> Response:
    reader = current_actor()
    poll, territory = polls.get_draft(poll_id, reader=reader)
    asked = preparation.configuration_of(poll)
    approvals = polls.list_approvals(poll_id)
    page = render_template(
        "voting/prepare.html",
        poll=poll,
        territory=territory,
        configuration=asked,
        phase=phase_of(poll),
        findings=checklist.findings(preparation.facts_of(poll, now=clock.now()))
        if poll.state in (PollState.DRAFT, PollState.FROZEN)
        else [],
        who=who_can_vote(asked, territory),
        eligible_count=poll.roll_size or electorate.count_eligible(poll, asked),
        listed_count=electorate.count_listed(poll_id),
        approvals=approvals,
        mine={(a.act, a.terms_sha256) for a in approvals if a.person_id == reader.person_id},
        names=polls.names_of([a.person_id for a in approvals]),
        void_form=void_form or ReasonForm(prefix="void"),
        suspend_form=suspend_form or ReasonForm(prefix="suspend"),
        outage_form=outage_form or OutageForm(prefix="outage"),
        answer_form=answer_form or AnswerForm(prefix="answer"),
    )
    return private(make_response(page, status))
