"""The minutes: read by those they are for, written by those who keep them."""

from flask import flash, redirect, render_template, url_for
from sqlalchemy.exc import NoResultFound
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.meetings import operations, policies, queries, rules
from auriga_web.meetings.forms import CommitmentForm, DecisionForm, MinutesForm, ReasonForm
from auriga_web.meetings.models import Minutes
from auriga_web.meetings.views.blueprint import blueprint


@blueprint.get("/<int:meeting_id>/verbale")
@access(Access.VISITOR)
def minutes(meeting_id: int) -> str:
    return _page(meeting_id)


@blueprint.get("/<int:meeting_id>/verbale/testo")
@access(Access.FACILITATOR)
def edit_minutes(meeting_id: int) -> str:
    found = queries.find_minutes(meeting_id)
    form = MinutesForm(body=found.body if found else "", version=found.version if found else 0)
    return _text_page(meeting_id, form)


@blueprint.post("/<int:meeting_id>/verbale/testo")
@access(Access.FACILITATOR)
def write_minutes(meeting_id: int) -> Response | tuple[str, int]:
    meeting, form = queries.get_meeting(meeting_id), MinutesForm()
    if not form.validate_on_submit():
        return _text_page(meeting_id, form), 422
    known = form.version.data or "0"
    try:
        operations.write_minutes(
            meeting,
            body=form.body.data or "",
            known_version=int(known) if is_id(known) else 0,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.CannotWrite as problem:
        return _text_page(meeting_id, form, problem=str(problem)), 422
    except rules.ChangedMeanwhile:
        problem_text = _("Somebody wrote it anew meanwhile: open it in another window.")
        return _text_page(meeting_id, form, problem=problem_text), 409
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id))


@blueprint.post("/<int:meeting_id>/verbale/decisioni")
@access(Access.FACILITATOR)
def add_decision(meeting_id: int) -> Response | tuple[str, int]:
    found, form = queries.get_minutes(meeting_id), DecisionForm(prefix="decision-")
    if not form.validate_on_submit():
        return _page(meeting_id, decision_form=form), 422
    try:
        operations.add_decision(
            found,
            text=form.text.data or "",
            need_id=form.need_id.data,
            initiative_id=form.initiative_id.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.CannotWrite as problem:
        return _page(meeting_id, problem=str(problem), decision_form=form), 422
    except NoResultFound:
        return _page(meeting_id, problem=_nothing_there(), decision_form=form), 422
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id))


@blueprint.post("/<int:meeting_id>/verbale/impegni")
@access(Access.FACILITATOR)
def add_commitment(meeting_id: int) -> Response | tuple[str, int]:
    found, form = queries.get_minutes(meeting_id), CommitmentForm(prefix="commitment-")
    if not form.validate_on_submit():
        return _page(meeting_id, commitment_form=form), 422
    try:
        operations.add_commitment(
            found,
            what=form.what.data or "",
            who=form.who.data or "",
            due_on=form.due_on.data,
            need_id=form.need_id.data,
            initiative_id=form.initiative_id.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.CannotWrite as problem:
        return _page(meeting_id, problem=str(problem), commitment_form=form), 422
    except NoResultFound:
        return _page(meeting_id, problem=_nothing_there(), commitment_form=form), 422
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id))


@blueprint.post("/<int:meeting_id>/verbale/<any(revisione, approvazione, pubblicazione):step>")
@access(Access.FACILITATOR)
def move_minutes(meeting_id: int, step: str) -> Response | tuple[str, int]:
    found = queries.get_minutes(meeting_id)
    act = {
        "revisione": operations.ask_for_corrections,
        "approvazione": operations.approve,
        "pubblicazione": operations.publish,
    }[step]
    try:
        act(found, actor=current_actor(), now=clock.now())
    except rules.CannotWrite as problem:
        return _page(meeting_id, problem=str(problem)), 422
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id))


@blueprint.post("/<int:meeting_id>/verbale/correzioni")
@access(Access.MEMBER)
def correct(meeting_id: int) -> Response | tuple[str, int]:
    found, words = _readable(meeting_id), ReasonForm().words.data or ""
    try:
        operations.correct(found, text=words, actor=current_actor(), now=clock.now())
    except rules.CannotWrite as problem:
        return _page(meeting_id, problem=str(problem), typed=words), 422
    flash(_("Whoever keeps the minutes will answer you here."), "done")
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id))


@blueprint.post(
    "/<int:meeting_id>/verbale/correzioni/<int:correction_id>/<any(accolta, respinta):answer>"
)
@access(Access.FACILITATOR)
def answer_correction(
    meeting_id: int, correction_id: int, answer: str
) -> Response | tuple[str, int]:
    found = queries.get_minutes(meeting_id)
    try:
        operations.answer_correction(
            found,
            queries.get_correction(found.id, correction_id),
            is_accepted=answer == "accolta",
            reply=ReasonForm().words.data or "",
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.CannotWrite as problem:
        return _page(meeting_id, problem=str(problem)), 422
    return redirect(url_for("meetings.minutes", meeting_id=meeting_id))


@blueprint.post("/impegni/<int:commitment_id>/<any(mantenuto, mancato):result>")
@access(Access.FACILITATOR)
def settle(commitment_id: int, result: str) -> Response | tuple[str, int]:
    commitment, found = queries.get_commitment(commitment_id)
    try:
        operations.settle_commitment(
            commitment,
            found,
            is_kept=result == "mantenuto",
            note=ReasonForm().words.data or "",
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.CannotWrite as problem:
        return _page(found.meeting_id, problem=str(problem)), 422
    return redirect(url_for("meetings.minutes", meeting_id=found.meeting_id))


def _readable(meeting_id: int) -> Minutes:
    """Return the minutes if the reader may see them; else they are not found."""
    reader = current_actor()
    found = queries.get_minutes(meeting_id)
    was_there = queries.was_there(meeting_id, reader.person_id)
    if not policies.may_read_minutes(reader, found, was_there=was_there):
        raise NotFound
    return found


def _page(
    meeting_id: int,
    *,
    problem: str = "",
    typed: str = "",
    decision_form: DecisionForm | None = None,
    commitment_form: CommitmentForm | None = None,
) -> str:
    reader, found = current_actor(), _readable(meeting_id)
    may_call = policies.may_call(reader)
    persons, bodies = queries.list_attendances(meeting_id)
    was_there = queries.was_there(meeting_id, reader.person_id)
    return render_template(
        "meetings/minutes.html",
        page=queries.get_meeting_page(meeting_id),
        minutes=found,
        persons=persons,
        bodies=bodies,
        decisions=queries.list_decisions(found.id),
        commitments=queries.list_commitments(found.id),
        corrections=queries.list_corrections(found.id) if may_call or was_there else [],
        was_there=was_there,
        may_call=may_call,
        decision_form=decision_form
        or (DecisionForm(formdata=None, prefix="decision-") if may_call else None),
        commitment_form=commitment_form
        or (CommitmentForm(formdata=None, prefix="commitment-") if may_call else None),
        rules=rules,
        problem=problem,
        typed=typed,
        time=clock.now(),
    )


def _text_page(meeting_id: int, form: MinutesForm, *, problem: str = "") -> str:
    return render_template(
        "meetings/write_minutes.html",
        meeting=queries.get_meeting(meeting_id),
        form=form,
        problem=problem,
    )


def _nothing_there() -> str:
    return _("There is no need or initiative with that number: look at the address of its page.")
