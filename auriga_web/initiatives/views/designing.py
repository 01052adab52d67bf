"""The design page: needs, partners, costs, who would run it, milestones."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.initiatives import operations, policies, queries, rules
from auriga_web.initiatives.forms import (
    CostForm,
    MilestoneForm,
    NeedForm,
    PartnerForm,
    RunnerForm,
)
from auriga_web.initiatives.models import Initiative
from auriga_web.initiatives.views.blueprint import blueprint

_Answer = Response | tuple[str, int]
_BASE = "/iniziative/<int:initiative_id>"


@blueprint.get(f"{_BASE}/progetto")
@access(Access.MEMBER)
def design(initiative_id: int) -> str:
    return _page(_get(initiative_id))


@blueprint.post(f"{_BASE}/bisogni")
@access(Access.MEMBER)
def add_need(initiative_id: int) -> _Answer:
    return _add(
        initiative_id,
        "needs",
        lambda initiative, form, **who: operations.add_need(initiative, form.need_id.data, **who),
    )


@blueprint.post(f"{_BASE}/bisogni/<int:need_id>/eliminazione")
@access(Access.MEMBER)
def drop_need(initiative_id: int, need_id: int) -> _Answer:
    return _drop(initiative_id, "needs", operations.drop_need, need_id)


@blueprint.post(f"{_BASE}/gestore")
@access(Access.MEMBER)
def set_runner(initiative_id: int) -> _Answer:
    return _add(
        initiative_id,
        "runner",
        lambda initiative, form, **who: operations.set_runner(
            initiative, organisation_id=form.runner_id.data or None, **who
        ),
    )


@blueprint.post(f"{_BASE}/partner")
@access(Access.MEMBER)
def add_partner(initiative_id: int) -> _Answer:
    return _add(
        initiative_id,
        "partners",
        lambda initiative, form, **who: operations.add_partner(
            initiative,
            organisation_id=form.organisation_id.data,
            role=form.role.data,
            contribution=form.contribution.data or "",
            **who,
        ),
    )


@blueprint.post(f"{_BASE}/partner/<int:partner_id>/eliminazione")
@access(Access.MEMBER)
def drop_partner(initiative_id: int, partner_id: int) -> _Answer:
    return _drop(initiative_id, "partners", operations.drop_partner, partner_id)


@blueprint.post(f"{_BASE}/costi")
@access(Access.MEMBER)
def add_cost(initiative_id: int) -> _Answer:
    return _add(
        initiative_id,
        "costs",
        lambda initiative, form, **who: operations.add_cost(
            initiative,
            label=form.label.data,
            asked_cents=_cents(form.asked.data),
            brought_cents=_cents(form.brought.data),
            partner_id=form.partner_id.data or None,
            **who,
        ),
    )


@blueprint.post(f"{_BASE}/costi/<int:line_id>/eliminazione")
@access(Access.MEMBER)
def drop_cost(initiative_id: int, line_id: int) -> _Answer:
    return _drop(initiative_id, "costs", operations.drop_cost, line_id)


@blueprint.post(f"{_BASE}/tappe")
@access(Access.MEMBER)
def add_milestone(initiative_id: int) -> _Answer:
    return _add(
        initiative_id,
        "milestones",
        lambda initiative, form, **who: operations.add_milestone(
            initiative, title=form.title.data, due_on=form.due_on.data, **who
        ),
    )


@blueprint.post(f"{_BASE}/tappe/<int:milestone_id>/eliminazione")
@access(Access.MEMBER)
def drop_milestone(initiative_id: int, milestone_id: int) -> _Answer:
    return _drop(initiative_id, "milestones", operations.drop_milestone, milestone_id)


def _get(initiative_id: int) -> Initiative:
    actor = current_actor()
    initiative = queries.get_initiative(initiative_id, reader=actor)
    authorise(
        policies.may_arrange(actor, initiative),
        _("Needs, partners, costs and milestones are set by who proposed it."),
    )
    return initiative


def _forms(initiative: Initiative, **bound: FlaskForm) -> dict[str, Any]:
    """Make the forms of the page, each with its prefix, so that they do not mix."""
    bodies = queries.list_organisations()
    partners = queries.load_parts(initiative.id).partners
    forms: dict[str, Any] = {
        "needs": NeedForm(formdata=None, prefix="needs"),
        "runner": RunnerForm(formdata=None, prefix="runner", runner_id=initiative.runner_id or 0),
        "partners": PartnerForm(formdata=None, prefix="partners"),
        "costs": CostForm(formdata=None, prefix="costs"),
        "milestones": MilestoneForm(formdata=None, prefix="milestones"),
        **bound,
    }
    runs = [(id_, name) for id_, name, kind in bodies if kind.value.startswith("cooperative")]
    forms["runner"].runner_id.choices = [(0, _("Not decided yet")), *runs]
    forms["partners"].organisation_id.choices = [(id_, name) for id_, name, _kind in bodies]
    forms["costs"].partner_id.choices = [
        (0, _("Nobody")),
        *[(partner.id, partner.name) for partner in partners],
    ]
    return forms


_KINDS: dict[str, type[FlaskForm]] = {
    "needs": NeedForm,
    "runner": RunnerForm,
    "partners": PartnerForm,
    "costs": CostForm,
    "milestones": MilestoneForm,
}


def _add(initiative_id: int, part: str, operation: Callable[..., object]) -> _Answer:
    initiative = _get(initiative_id)
    form = _KINDS[part](prefix=part)
    _forms(initiative, **{part: form})
    if not form.validate_on_submit():
        return _page(initiative, part=part, form=form), 422
    try:
        operation(initiative, form, actor=current_actor(), now=clock.now())
    except (rules.CannotMove, rules.CannotPropose, rules.WrongFigures) as problem:
        return _page(initiative, part=part, form=form, problem=str(problem)), 422
    return _back(initiative_id, part)


def _drop(
    initiative_id: int, part: str, operation: Callable[..., object], thing_id: int
) -> _Answer:
    initiative = _get(initiative_id)
    try:
        operation(initiative, thing_id, actor=current_actor(), now=clock.now())
    except (rules.CannotMove, rules.CannotPropose) as problem:
        return _page(initiative, part=part, problem=str(problem)), 422
    return _back(initiative_id, part)


def _back(initiative_id: int, part: str) -> Response:
    return redirect(url_for("initiatives.design", initiative_id=initiative_id, _anchor=part))


def _cents(euros: Any) -> int:
    return round(euros * 100) if euros is not None else 0


def _page(
    initiative: Initiative, *, part: str = "", form: FlaskForm | None = None, problem: str = ""
) -> str:
    parts = queries.load_parts(initiative.id)
    return render_template(
        "initiatives/design.html",
        initiative=initiative,
        forms=_forms(initiative, **({part: form} if form is not None else {})),
        needs=queries.list_needs_of(initiative.id),
        partners=parts.partners,
        costs=parts.costs,
        totals=rules.totals(parts.costs),
        milestones=parts.milestones,
        is_open=initiative.state in rules.OPEN_TEXT_STATES,
        part=part,
        problem=problem,
    )
