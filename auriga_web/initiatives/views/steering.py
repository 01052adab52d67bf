"""Leading an initiative along: each step is a resource that staff post."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, Actor, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.initiatives import operations, queries, rules
from auriga_web.initiatives.models import Initiative
from auriga_web.initiatives.views.blueprint import blueprint
from auriga_web.initiatives.views.public import show_page

_Answer = Response | tuple[str, int]


@blueprint.post("/iniziative/<int:initiative_id>/approfondimento")
@access(Access.FACILITATOR)
def explore(initiative_id: int) -> _Answer:
    return _step(initiative_id, "explore", operations.explore)


@blueprint.post("/iniziative/<int:initiative_id>/scrittura-comune")
@access(Access.FACILITATOR)
def write_together(initiative_id: int) -> _Answer:
    return _step(initiative_id, "write_together", operations.write_together)


@blueprint.post("/iniziative/<int:initiative_id>/testo-definitivo")
@access(Access.FACILITATOR)
def freeze(initiative_id: int) -> _Answer:
    return _step(initiative_id, "freeze", operations.freeze)


@blueprint.post("/iniziative/<int:initiative_id>/riapertura")
@access(Access.FACILITATOR)
def unfreeze(initiative_id: int) -> _Answer:
    return _step(initiative_id, "unfreeze", operations.unfreeze, "reason")


@blueprint.post("/iniziative/<int:initiative_id>/rinuncia")
@access(Access.FACILITATOR)
def not_pursue(initiative_id: int) -> _Answer:
    return _step(initiative_id, "not_pursue", operations.not_pursue, "reason")


@blueprint.post("/iniziative/<int:initiative_id>/avvio")
@access(Access.FACILITATOR)
def start_work(initiative_id: int) -> _Answer:
    return _step(initiative_id, "start_work", operations.start_work)


@blueprint.post("/iniziative/<int:initiative_id>/conclusione")
@access(Access.FACILITATOR)
def conclude(initiative_id: int) -> _Answer:
    return _step(initiative_id, "conclude", operations.conclude, "outcome")


@blueprint.post("/iniziative/<int:initiative_id>/valutazione")
@access(Access.FACILITATOR)
def evaluate(initiative_id: int) -> _Answer:
    return _step(initiative_id, "evaluate", operations.evaluate, "evaluation")


@blueprint.post("/iniziative/<int:initiative_id>/tappe/<int:milestone_id>/raggiungimento")
@access(Access.MEMBER)
def reach_milestone(initiative_id: int, milestone_id: int) -> _Answer:
    def reach(initiative: Initiative, *, note: str, actor: Actor, now: datetime) -> None:
        milestone = queries.get_milestone(initiative_id, milestone_id)
        operations.reach_milestone(initiative, milestone, note=note, actor=actor, now=now)

    return _step(initiative_id, f"milestone-{milestone_id}", reach, "note")


def _step(
    initiative_id: int, act: str, operation: Callable[..., object], words: str = ""
) -> _Answer:
    actor = current_actor()
    initiative = queries.get_initiative(initiative_id, reader=actor)
    typed = request.form.get("text", "")[:4000]
    values: dict[str, Any] = {words: typed} if words else {}
    try:
        operation(initiative, actor=actor, now=clock.now(), **values)
    except rules.MovedMeanwhile as problem:
        return show_page(initiative_id, problem=str(problem), act=act, typed=typed), 409
    except rules.CannotMove as problem:
        return show_page(initiative_id, problem=str(problem), act=act, typed=typed), 422
    flash(_("Done. Who follows it is being told."), "done")
    return redirect(url_for("initiatives.show", initiative_id=initiative_id))
