"""Voting on paper: the desk while the vote is open, the envelopes after the close."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy.exc import NoResultFound

from auriga_web.core import clock, documents
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.voting.forms import EndForm, SheetForm, SheetsForm
from auriga_web.voting.models import Poll
from auriga_web.voting.operations import closing, paper
from auriga_web.voting.operations.casting import NotOpenNow
from auriga_web.voting.queries import paper as queries
from auriga_web.voting.queries import polls
from auriga_web.voting.rules import config
from auriga_web.voting.rules.choices import InvalidBallot
from auriga_web.voting.rules.codes import grouped
from auriga_web.voting.rules.paper import NotOurSheet, shown
from auriga_web.voting.views.public import phase_of

blueprint = Blueprint("paper", __name__, url_prefix="/votazioni/<int:poll_id>/carta")


@blueprint.get("")
@access(Access.OPERATOR)
def desk(poll_id: int):
    return _desk(poll_id)


@blueprint.post("/schede")
@access(Access.OPERATOR)
def print_(poll_id: int):
    form = SheetsForm()
    if not form.validate_on_submit():
        return _desk(poll_id, form=form, status=422)
    now = clock.now()
    try:
        sheets = paper.print_sheets(poll_id, form.count.data, actor=current_actor(), now=now)
    except paper.TakesNoPaper:
        return _desk(poll_id, problem=_("This vote prints no paper ballots now."), status=409)
    poll, _territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    title = _("Ballots: %(title)s", title=poll.title)
    pdf = documents.typeset("voting/ballots.typ", _printed(poll, sheets), title=title, at=now)
    return documents.pdf_answer(pdf, f"schede-{poll_id}.pdf")


@blueprint.post("/spunte")
@access(Access.OPERATOR)
def check_off(poll_id: int):
    typed = request.form.get("person_id", "")
    problem = ""
    try:
        if not is_id(typed):
            raise NoResultFound
        paper.check_off(poll_id, int(typed), actor=current_actor(), clock=clock.now)
    except paper.VotedOnScreen:
        problem = _("This person has a vote on screen: they can change it there until the close.")
    except paper.AlreadyCheckedOff:
        problem = _("This person has had their paper ballot already.")
    except (NotOpenNow, paper.TakesNoPaper):
        problem = _("The vote takes no paper ballots at this moment.")
    if problem:
        return _desk(poll_id, problem=problem, status=409)
    flash(
        _("Checked off. Give them a ballot and an envelope: on screen they can vote no more."),
        "done",
    )
    return redirect(url_for(".desk", poll_id=poll_id), 303)


@blueprint.get("/scrutinio")
@access(Access.OPERATOR)
def count(poll_id: int):
    return _count(poll_id)


@blueprint.post("/scrutinio")
@access(Access.OPERATOR)
def read(poll_id: int):
    form = SheetForm()
    if not form.validate_on_submit():
        return _count(poll_id, form=form, status=422)
    poll, _territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    chosen = {
        question.no: request.form.getlist(f"q{question.no}", type=int)
        for question in _configuration(poll).questions
    }
    try:
        paper.read_sheet(
            poll_id,
            form.sheet.data,
            chosen,
            is_spoiled=form.is_spoiled.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except NotOurSheet:
        form.sheet.errors = [_("No sheet of this vote has this number: look at every letter.")]
        return _count(poll_id, form=form, marked=chosen, status=422)
    except InvalidBallot as problem:
        form.is_spoiled.errors = [f"{problem} " + _("If the sheet says so, mark it as not valid.")]
        return _count(poll_id, form=form, marked=chosen, status=422)
    except paper.TakesNoPaper:
        form.sheet.errors = [_("The envelopes are not being opened now.")]
        return _count(poll_id, form=form, marked=chosen, status=409)
    flash(_("Written. The other reader now, without looking at what you wrote."), "done")
    return redirect(url_for(".count", poll_id=poll_id), 303)


@blueprint.post("/scrutinio/fine")
@access(Access.FACILITATOR)
def finish(poll_id: int):
    form = EndForm()
    if not form.validate_on_submit():
        return _count(poll_id, end_form=form, status=422)
    try:
        closing.finish_count(
            poll_id, missing=form.missing.data, actor=current_actor(), now=clock.now()
        )
    except closing.NotAllRead:
        form.missing.errors = [
            _("Not yet: every sheet must be read alike by two, and the envelopes must add up.")
        ]
        return _count(poll_id, end_form=form, status=409)
    return redirect(url_for("voting.show", poll_id=poll_id), 303)


def _desk(
    poll_id: int, *, form: SheetsForm | None = None, problem: str = "", status: int = 200
) -> Response:
    reader = current_actor()
    poll, territory = polls.get_frozen_poll(poll_id, reader=reader)
    words = request.args.get("q", "")
    page = render_template(
        "voting/paper_desk.html",
        poll=poll,
        territory=territory,
        phase=phase_of(poll),
        configuration=_configuration(poll),
        form=form or SheetsForm(),
        problem=problem,
        words=words,
        found=queries.search_roll(poll_id, words, reader=reader),
        envelopes=queries.count_envelopes(poll_id),
    )
    return private(make_response(page, status))


def _count(
    poll_id: int,
    *,
    form: SheetForm | None = None,
    end_form: EndForm | None = None,
    marked: dict[int, list[int]] | None = None,
    status: int = 200,
) -> Response:
    poll, _territory = polls.get_frozen_poll(poll_id, reader=current_actor())
    page = render_template(
        "voting/paper_count.html",
        poll=poll,
        configuration=_configuration(poll),
        form=form or SheetForm(),
        end_form=end_form or EndForm(),
        marked=marked or {},
        count=queries.progress_of(poll_id),
        shown=shown,
    )
    return private(make_response(page, status))


def _configuration(poll: Poll) -> config.Config:
    return config.from_json(poll.config_json or "{}")


def _printed(poll: Poll, sheets: Any) -> dict[str, Any]:
    """Return all that the printed ballots say, words included."""
    return {
        "title": poll.title,
        "effect_title": _("What effect it has"),
        "effect": poll.effect,
        "how": _("Mark with a cross what you choose. Then close the sheet in the envelope."),
        "number": _("Sheet"),
        "keep": _("Tear off and keep"),
        "check": _(
            "After the close look for your code in the public list: beside it there must be what "
            "you chose. Do not show it: it proves how you voted."
        ),
        "questions": [
            {
                "no": question.no,
                "text": question.text,
                "limits": _(
                    "From %(fewest)s to %(most)s", fewest=question.minimum, most=question.maximum
                ),
                "options": [f"{option.no}. {option.title}" for option in question.options],
            }
            for question in _configuration(poll).questions
        ],
        "sheets": [
            {
                "number": shown(sheet.number),
                "codes": [grouped(code) for _no, code in sorted(sheet.codes.items())],
            }
            for sheet in sheets
        ],
    }
