"""Writing a need: the two doors, the guided form, what is similar, changes, taking it back."""

from flask import flash, make_response, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from auriga_web.core import clock
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.answers import is_htmx, private
from auriga_web.core.difference import compare
from auriga_web.core.language import gettext as _
from auriga_web.core.language import moment
from auriga_web.core.limits import limit
from auriga_web.core.strange_input import is_id
from auriga_web.duties.rules import next_reading
from auriga_web.needs import operations, policies, queries, rules
from auriga_web.needs.forms import NeedForm, WithdrawalForm
from auriga_web.needs.models import Need, NeedState
from auriga_web.needs.views.routes import blueprint, who_writes
from auriga_web.needs.views.showing import done, show_need
from auriga_web.needs.views.sketching import find_sketch, forget_sketch, keep_sketch
from auriga_web.needs.views.writing_form import (
    draft_of,
    form_page,
    is_to_be_warned,
    need_form,
    only_looks,
    what_is_beside,
)
from auriga_web.territories import queries as territories


@blueprint.get("/nuovo")
@access(Access.VISITOR)
def new() -> str:
    return render_template("needs/doors.html")


@blueprint.get("/nuovo/testo")
@access(Access.VISITOR)
def write() -> Response:
    """The form; also for who has not signed in yet, who is asked to when they send it."""
    sketch = find_sketch()
    form = need_form(sketched=sketch)
    home = territories.find_home(current_actor().person_id or 0)
    if home is not None and not form.comune_id.data:
        form.comune_id.data = home.id
    return private(make_response(form_page(form, is_sketched=sketch is not None)))


@blueprint.post("/simili")
@access(Access.VISITOR)
@limit("1200 per hour", per=who_writes)
def similar() -> Response:
    """Keep what somebody is writing; answer with what is similar, and what not to publish."""
    if not is_htmx():
        return redirect(url_for("needs.write"), 303)
    beside = what_is_beside(request.form.get("title", ""), request.form.get("body", ""))
    return keep_sketch(
        make_response(render_template("needs/partials/_similar.html", is_kept=True, **beside))
    )


@blueprint.post("")
@access(Access.VISITOR)
@limit("20 per hour", per=who_writes)
def create() -> Response | tuple[str, int]:
    form = need_form()
    if current_actor().is_visitor and not only_looks():
        flash(_("Sign in or register: what you wrote is kept, and waits for you here."), "info")
        return keep_sketch(redirect(url_for("security.login", next=url_for("needs.write")), 303))
    answer = _to_put_right(form)
    if answer is not None:
        return answer
    actor, now = current_actor(), clock.now()
    try:
        need = operations.write_need(draft_of(form), actor=actor, now=now)
        if not _is_draft():
            operations.submit_need(need, actor=actor, now=now)
    except rules.ConsentMissing as problem:
        return _refused(form, "has_consented", problem)
    except rules.NoBody as problem:
        return _refused(form, "speaks_for", problem)
    return forget_sketch(_written(need))


@blueprint.get("/<int:need_id>/modifica")
@access(Access.MEMBER)
def edit(need_id: int) -> str:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    authorise(policies.may_edit(actor, need))
    form = need_form(need)
    if not form.is_submitted():
        form.has_consented.data = need.consented_at is not None
    return form_page(form, need=need)


@blueprint.post("/<int:need_id>/modifica")
@access(Access.MEMBER)
@limit("60 per hour", per=who_writes)
def update(need_id: int) -> Response | tuple[str, int]:
    actor, now = current_actor(), clock.now()
    need = queries.get_need(need_id, reader=actor)
    authorise(policies.may_edit(actor, need))
    form = need_form(need)
    answer = _to_put_right(form, need=need)
    if answer is not None:
        return answer
    known = int(form.version.data) if is_id(form.version.data or "") else 0
    try:
        operations.edit_need(need, draft_of(form), known=known, actor=actor, now=now)
        if not _is_draft() and policies.may_submit(actor, need):
            operations.submit_need(need, actor=actor, now=now)
    except rules.ChangedMeanwhile:
        return _conflict(need, form), 409
    except rules.ConsentMissing as problem:
        return _refused(form, "has_consented", problem, need=need)
    except rules.NoBody as problem:
        return _refused(form, "speaks_for", problem, need=need)
    return _written(need)


@blueprint.post("/<int:need_id>/invio")
@access(Access.MEMBER)
def submit(need_id: int) -> Response:
    need = _own(need_id)
    try:
        operations.submit_need(need, actor=current_actor(), now=clock.now())
    except (rules.ConsentMissing, rules.WrongState) as problem:
        return show_need(need_id, 422, str(problem))
    return done(need, _sent_message(need))


@blueprint.post("/<int:need_id>/eliminazione")
@access(Access.MEMBER)
def discard(need_id: int) -> Response:
    operations.discard_need(_own(need_id), actor=current_actor(), now=clock.now())
    return redirect(url_for("needs.index"), 303)


@blueprint.get("/<int:need_id>/ritiro")
@access(Access.MEMBER)
def withdrawal(need_id: int) -> str:
    need = _own(need_id)
    authorise(policies.may_withdraw(current_actor(), need))
    return render_template("needs/withdrawal.html", need=need, form=_withdrawal_form())


@blueprint.post("/<int:need_id>/ritiro")
@access(Access.MEMBER)
def withdraw(need_id: int) -> Response | tuple[str, int]:
    need, form = _own(need_id), _withdrawal_form()
    if not form.validate_on_submit():
        return render_template("needs/withdrawal.html", need=need, form=form), 422
    operations.withdraw_need(need, reason=form.reason.data, actor=current_actor(), now=clock.now())
    return done(need, _("Taken back: the text and your name are gone."))


def _own(need_id: int) -> Need:
    return queries.get_need(need_id, reader=current_actor())


def _to_put_right(form: NeedForm, *, need: Need | None = None) -> tuple[str, int] | None:
    """Return the form again if there is something to look at before anything is written."""
    if request.form.get("action") == "reword":
        for field in (form.title, form.body, form.plain_summary):
            field.data = rules.reword(field.data or "")
    if only_looks():
        return form_page(form, need=need), 200
    if not form.validate_on_submit():
        return form_page(form, need=need), 422
    if not _is_draft() and is_to_be_warned(form):
        return form_page(form, need=need, is_warned=True), 422
    return None


def _is_draft() -> bool:
    """Tell whether it is to be kept without being sent: as it is, or to add pictures to it."""
    return request.form.get("action") in {"draft", "pictures"}


def _conflict(need: Need, form: NeedForm) -> str:
    """Both texts, what differs, and the form again: whoever sends it now has read the other."""
    now_says = rules.whole_text(need.title, need.plain_summary, need.body)
    wrote = rules.whole_text(form.title.data, form.plain_summary.data, form.body.data)
    return render_template(
        "needs/conflict.html", need=need, form=form, rows=compare(now_says, wrote)
    )


def _written(need: Need) -> Response:
    if request.form.get("action") == "pictures":
        return redirect(url_for("needs.pictures", need_id=need.id), 303)
    return done(need, _sent_message(need))


def _refused(
    form: NeedForm, name: str, problem: Exception, *, need: Need | None = None
) -> tuple[str, int]:
    form[name].errors = [str(problem)]
    return form_page(form, need=need), 422


def _sent_message(need: Need) -> str:
    if need.state is NeedState.DRAFT:
        return _("Kept as a draft: only you see it.")
    if need.state is NeedState.SUBMITTED:
        return _(
            "We received it. We read it by %(moment)s, then everybody sees it.",
            moment=moment(next_reading(need.submitted_at or clock.now())),
        )
    if need.state is NeedState.RETURNED:
        return _("Changes kept. Send it again when it is ready.")
    return _("It is on the page: everybody can read it.")


def _withdrawal_form() -> WithdrawalForm:
    form = WithdrawalForm()
    form.reason.choices = [
        (reason, rules.withdrawal_label(reason)) for reason in rules.WITHDRAWAL_REASONS
    ]
    return form
