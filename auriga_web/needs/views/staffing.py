"""What staff do on the page of a need: each change of state is a resource that is posted."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.needs import operations, policies, queries, rules
from auriga_web.needs.forms import BlackOutForm, MergeForm, OwnerForm, ReasonForm
from auriga_web.needs.models import AnswerKind, Competence, Need
from auriga_web.needs.views.routes import blueprint
from auriga_web.needs.views.showing import answer_form, done, show_need


@blueprint.post("/<int:need_id>/pubblicazione")
@access(Access.MODERATOR)
def publish(need_id: int) -> Response:
    return _do(need_id, operations.publish_need, _("Published. The author is told."))


@blueprint.post("/<int:need_id>/rinvio")
@access(Access.MODERATOR)
def send_back(need_id: int) -> Response:
    form = ReasonForm()
    if not form.validate_on_submit():
        return show_need(need_id, 422, **{"return": form})
    return _do(
        need_id, operations.return_need, _("Sent back to the author."), reason=form.reason.data
    )


@blueprint.post("/<int:need_id>/risposte")
@access(Access.MEMBER)
def answer(need_id: int) -> Response:
    form = answer_form(request.form)
    if not form.validate():
        return show_need(need_id, 422, answer=form)
    body, kind = form.body.data or "", form.kind.data
    if kind == "not_pursued":
        return _do(
            need_id,
            operations.decide_not_to_pursue,
            _("The answer is on the page, with the reason."),
            reason=body,
        )
    return _do(
        need_id,
        operations.answer_need,
        _("The answer is on the page."),
        kind=AnswerKind.FIRST if kind == "first" else AnswerKind.FINAL,
        body=body,
    )


@blueprint.post("/<int:need_id>/lavorazione")
@access(Access.FACILITATOR)
def take_up(need_id: int) -> Response:
    return _do(need_id, operations.take_up, _("The page says that you are working on it."))


@blueprint.post("/<int:need_id>/archiviazione")
@access(Access.FACILITATOR)
def archive(need_id: int) -> Response:
    return _do(need_id, operations.archive_need, _("Archived: it stays at its address."))


@blueprint.post("/<int:need_id>/unione")
@access(Access.STAFF)
def merge(need_id: int) -> Response:
    form = MergeForm()
    if not form.validate_on_submit():
        return show_need(need_id, 422, merge=form)
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    into = queries.find_need(form.into_id.data or 0, reader=actor)
    try:
        rules.check_target(is_itself=into is need, is_listed=into is not None and into.is_listed)
        assert into is not None
        operations.merge_needs(need, into=into, actor=actor, now=clock.now())
    except rules.NotAnother as problem:
        form.into_id.errors = [str(problem)]
        return show_need(need_id, 422, merge=form)
    except rules.WrongState as problem:
        return show_need(need_id, 409, str(problem))
    return done(into, _("United: who needed the other is counted here, once."))


@blueprint.post("/<int:need_id>/separazione")
@access(Access.STAFF)
def separate(need_id: int) -> Response:
    return _do(
        need_id,
        operations.separate_need,
        _("Separated: who had come from here is counted here again, and no longer there."),
    )


@blueprint.get("/<int:need_id>/incarico")
@access(Access.STAFF)
def owner(need_id: int) -> str:
    need = queries.get_need(need_id, reader=current_actor())
    return render_template("needs/owner.html", need=need, form=_owner_form(need))


@blueprint.post("/<int:need_id>/incarico")
@access(Access.STAFF)
def assign(need_id: int) -> Response | tuple[str, int]:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    form = _owner_form(need)
    if not form.validate_on_submit():
        return render_template("needs/owner.html", need=need, form=form), 422
    now = clock.now()
    operations.assign_owner(need, owner_id=form.owner_id.data or None, actor=actor, now=now)
    operations.address_to(
        need, organisation_id=form.addressee_id.data or None, actor=actor, now=now
    )
    operations.note_competence(
        need,
        competence=Competence(form.competence.data),
        sent_on=form.sent_on.data,
        actor=actor,
        now=now,
    )
    return done(need, _("The page says who looks after it."))


@blueprint.post("/<int:need_id>/caso-personale")
@access(Access.STAFF)
def make_private(need_id: int) -> Response:
    return _do(
        need_id,
        operations.make_private,
        _("It is private now. An operator gets in touch with who wrote it."),
    )


@blueprint.post("/<int:need_id>/caso-personale/chiusura")
@access(Access.STAFF)
def settle_personal_case(need_id: int) -> Response:
    return _do(need_id, operations.settle_personal_case, _("Noted: somebody was in touch."))


@blueprint.get("/<int:need_id>/oscuramento")
@access(Access.MODERATOR)
def blacking_out(need_id: int) -> str:
    need = queries.get_need(need_id, reader=current_actor())
    authorise(policies.may_black_out(current_actor(), need))
    return render_template("needs/black_out.html", need=need, form=BlackOutForm(None))


@blueprint.post("/<int:need_id>/oscuramento")
@access(Access.MODERATOR)
def black_out(need_id: int) -> Response | tuple[str, int]:
    actor, form = current_actor(), BlackOutForm()
    need = queries.get_need(need_id, reader=actor)
    if not form.validate_on_submit():
        return render_template("needs/black_out.html", need=need, form=form), 422
    try:
        operations.black_out(need, passage=form.passage.data, actor=actor, now=clock.now())
    except rules.NotThere as problem:
        form.passage.errors = [str(problem)]
        return render_template("needs/black_out.html", need=need, form=form), 422
    return done(need, _("Taken out, of every version. The author is told."))


def _do(need_id: int, operation: Callable[..., object], message: str, **arguments: Any) -> Response:
    actor = current_actor()
    need: Need = queries.get_need(need_id, reader=actor)
    try:
        operation(need, actor=actor, now=clock.now(), **arguments)
    except rules.ReasonMissing as problem:
        return show_need(need_id, 422, str(problem))
    except rules.WrongState as problem:
        return show_need(need_id, 409, str(problem))
    return done(need, message)


def _owner_form(need: Need) -> OwnerForm:
    form = OwnerForm(obj=need)
    form.owner_id.choices = [(0, "–"), *queries.list_staff()]
    form.competence.choices = [(one.value, rules.competence_label(one)) for one in Competence]
    form.addressee_id.choices = [(0, _("the consortium")), *queries.list_institutions()]
    return form
