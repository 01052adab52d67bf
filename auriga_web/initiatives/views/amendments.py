"""Changes that people propose to a text: the list, one of them, writing and deciding."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.initiatives import operations, policies, queries, rules
from auriga_web.initiatives.forms import AmendmentForm, ReasonForm
from auriga_web.initiatives.models import Amendment, Initiative
from auriga_web.initiatives.views.blueprint import blueprint

_Answer = Response | tuple[str, int] | str


@blueprint.get("/iniziative/<int:initiative_id>/modifiche")
@access(Access.VISITOR)
def amendments(initiative_id: int) -> str:
    reader = current_actor()
    initiative = queries.get_initiative(initiative_id, reader=reader)
    return render_template(
        "initiatives/amendments.html",
        initiative=initiative,
        page=queries.list_amendments(initiative_id, reader=reader, cursor=request.args.get("dopo")),
        rules=rules,
    )


@blueprint.get("/iniziative/<int:initiative_id>/modifiche/nuova")
@access(Access.MEMBER)
def new_amendment(initiative_id: int) -> str:
    initiative, body = _get_amendable(initiative_id)
    parts = rules.passages(body)
    number = request.args.get("passaggio", type=int)
    if number is None:
        return render_template(
            "initiatives/amendment_passage.html", initiative=initiative, passages=parts
        )
    if not 0 <= number < len(parts):
        raise NotFound
    form = AmendmentForm(passage=parts[number], replacement=parts[number])
    return _amendment_form(initiative, form)


@blueprint.post("/iniziative/<int:initiative_id>/modifiche")
@access(Access.MEMBER)
def propose_amendment(initiative_id: int) -> _Answer:
    initiative, _body = _get_amendable(initiative_id)
    form = AmendmentForm()
    if not form.validate_on_submit():
        return _amendment_form(initiative, form), 422
    try:
        amendment = operations.propose_amendment(
            initiative,
            passage=form.passage.data or "",
            replacement=form.replacement.data or "",
            reason=form.reason.data or "",
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.PassageGone as problem:
        return _amendment_form(initiative, form, problem=str(problem)), 409
    except (rules.CannotAmend, rules.CannotMove) as problem:
        return _amendment_form(initiative, form, problem=str(problem)), 422
    flash(_("Your proposal is public. Who leads the initiative answers within 14 days."), "done")
    return redirect(url_for("initiatives.amendment", amendment_id=amendment.id), 303)


@blueprint.get("/modifiche/<int:amendment_id>")
@access(Access.VISITOR)
def amendment(amendment_id: int) -> str:
    return _page(amendment_id)


@blueprint.post("/modifiche/<int:amendment_id>/accoglimento")
@access(Access.MEMBER)
def accept_amendment(amendment_id: int) -> _Answer:
    found = _get(amendment_id)
    try:
        operations.accept_amendment(found, actor=current_actor(), now=clock.now())
    except rules.PassageGone as problem:
        return _page(amendment_id, problem=str(problem)), 409
    except (rules.CannotAmend, rules.CannotMove, rules.CannotPropose) as problem:
        return _page(amendment_id, problem=str(problem)), 422
    flash(_("The change is in the text: there is a new version."), "done")
    return _back(found)


@blueprint.post("/modifiche/<int:amendment_id>/rifiuto")
@access(Access.MEMBER)
def refuse_amendment(amendment_id: int) -> _Answer:
    found, form = _get(amendment_id), ReasonForm()
    typed = form.text.data or ""
    if not form.validate_on_submit():
        return _page(amendment_id, problem=_("The reason is too long."), typed=typed), 422
    try:
        operations.refuse_amendment(found, reason=typed, actor=current_actor(), now=clock.now())
    except (rules.CannotAmend, rules.CannotMove) as problem:
        return _page(amendment_id, problem=str(problem), typed=typed), 422
    flash(_("Your answer is public, with its reason."), "done")
    return _back(found)


@blueprint.post("/modifiche/<int:amendment_id>/ritiro")
@access(Access.MEMBER)
def withdraw_amendment(amendment_id: int) -> _Answer:
    found = _get(amendment_id)
    try:
        operations.withdraw_amendment(found, actor=current_actor(), now=clock.now())
    except rules.CannotAmend as problem:
        return _page(amendment_id, problem=str(problem)), 422
    flash(_("You have taken your proposal back."), "done")
    return _back(found)


def _get(amendment_id: int) -> Amendment:
    return queries.get_amendment(amendment_id, reader=current_actor())[0]


def _back(found: Amendment) -> Response:
    return redirect(url_for("initiatives.amendment", amendment_id=found.id), 303)


def _get_amendable(initiative_id: int) -> tuple[Initiative, str]:
    actor = current_actor()
    initiative = queries.get_initiative(initiative_id, reader=actor)
    authorise(
        policies.may_amend(actor, initiative),
        _("To propose a change you have to be verified: at a desk, with a document."),
    )
    return initiative, queries.get_version(initiative_id, initiative.version_no).body


def _amendment_form(initiative: Initiative, form: AmendmentForm, *, problem: str = "") -> str:
    return render_template(
        "initiatives/amendment_new.html", initiative=initiative, form=form, problem=problem
    )


def _page(amendment_id: int, *, problem: str = "", typed: str = "") -> str:
    reader = current_actor()
    found, initiative = queries.get_amendment(amendment_id, reader=reader)
    present = queries.get_version(initiative.id, initiative.version_no)
    may_decide = found.is_open and policies.may_decide_amendment(reader, initiative)
    return render_template(
        "initiatives/amendment.html",
        initiative=initiative,
        amendment=found,
        listed=queries.get_listed_amendment(amendment_id),
        rows=rules.compare(found.passage, found.replacement),
        is_gone=found.is_open and rules.find_passage(present.body, found.passage) is None,
        rivals=queries.list_rivals(found, reader=reader) if found.is_open else [],
        may_decide=may_decide,
        may_withdraw=found.is_open and policies.is_its_author(reader, found),
        actor=reader,
        rules=rules,
        problem=problem,
        typed=typed,
    )
