"""Opening a process and ending it."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.processes import operations, queries, rules
from auriga_web.processes.forms import WordsForm
from auriga_web.processes.views.blueprint import blueprint
from auriga_web.processes.views.public import show_page


@blueprint.post("/<int:process_id>/apertura")
@access(Access.FACILITATOR)
def open_(process_id: int) -> Response | tuple[str, int]:
    process = queries.get_process(process_id, reader=current_actor())
    try:
        operations.open_process(process, actor=current_actor(), now=clock.now())
    except rules.CannotOpen as problem:
        return show_page(process_id, problem=str(problem)), 422
    flash(_("The process is open: everybody can read it."), "done")
    return redirect(url_for("processes.show", process_id=process_id))


@blueprint.post("/<int:process_id>/conclusione")
@access(Access.FACILITATOR)
def conclude(process_id: int) -> Response | tuple[str, int]:
    process = queries.get_process(process_id, reader=current_actor())
    words = WordsForm().words.data or ""
    try:
        operations.conclude(process, outcome=words, actor=current_actor(), now=clock.now())
    except rules.CannotEnd as problem:
        return show_page(process_id, problem=str(problem), act="conclude", typed=words), 422
    return redirect(url_for("processes.show", process_id=process_id))


@blueprint.post("/<int:process_id>/interruzione")
@access(Access.FACILITATOR)
def stop(process_id: int) -> Response | tuple[str, int]:
    process = queries.get_process(process_id, reader=current_actor())
    words = WordsForm().words.data or ""
    try:
        operations.stop(process, reason=words, actor=current_actor(), now=clock.now())
    except rules.CannotEnd as problem:
        return show_page(process_id, problem=str(problem), act="stop", typed=words), 422
    return redirect(url_for("processes.show", process_id=process_id))
