"""The page on which an author adds pictures to a need, describes them, puts them in order."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.attachments import NotAccepted, list_attachments, prepare_picture
from auriga_web.core.limits import limit
from auriga_web.needs import operations, policies, queries, rules
from auriga_web.needs.forms import PictureForm
from auriga_web.needs.models import Need
from auriga_web.needs.views.routes import blueprint, who_writes


@blueprint.get("/<int:need_id>/immagini")
@access(Access.MEMBER)
def pictures(need_id: int) -> str:
    return _page(_editable(need_id), PictureForm(None))


@blueprint.post("/<int:need_id>/immagini")
@access(Access.MEMBER)
@limit("30 per hour", per=who_writes)
def add_picture(need_id: int) -> Response | tuple[str, int]:
    need, form = _editable(need_id), PictureForm()
    if not form.validate_on_submit():
        return _page(need, form), 422
    try:
        operations.add_picture(
            need,
            prepare_picture(form.file.data.read()),
            description=form.description.data or "",
            actor=current_actor(),
            now=clock.now(),
        )
    except NotAccepted as problem:
        form.file.errors = [str(problem)]
        return _page(need, form), 422
    return _back(need)


@blueprint.post("/<int:need_id>/immagini/<int:attachment_id>/descrizione")
@access(Access.MEMBER)
def describe_picture(need_id: int, attachment_id: int) -> Response | tuple[str, int]:
    need = _editable(need_id)
    words = request.form.get("description", "")
    try:
        return _do(operations.describe_picture, need, attachment_id, words)
    except NotAccepted as problem:
        form = PictureForm(None)
        form.description.errors = [str(problem)]
        return _page(need, form), 422


@blueprint.post("/<int:need_id>/immagini/<int:attachment_id>/ordine")
@access(Access.MEMBER)
def move_picture(need_id: int, attachment_id: int) -> Response:
    return _do(operations.move_picture_up, _editable(need_id), attachment_id)


@blueprint.post("/<int:need_id>/immagini/<int:attachment_id>/rimozione")
@access(Access.MEMBER)
def remove_picture(need_id: int, attachment_id: int) -> Response:
    return _do(operations.remove_picture, _editable(need_id), attachment_id)


def _do(operation: Callable[..., None], need: Need, attachment_id: int, *words: Any) -> Response:
    operation(need, attachment_id, *words, actor=current_actor(), now=clock.now())
    return _back(need)


def _editable(need_id: int) -> Need:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    authorise(policies.may_edit(actor, need))
    return need


def _page(need: Need, form: PictureForm) -> str:
    actor = current_actor()
    age = operations.account_age(actor, now=clock.now())
    return render_template(
        "needs/pictures.html",
        need=need,
        form=form,
        pictures=list_attachments("need", need.id),
        may_add=policies.may_add_pictures(actor, need, account_age=age),
        most=rules.MOST_PICTURES,
    )


def _back(need: Need) -> Response:
    return redirect(url_for("needs.pictures", need_id=need.id), 303)
