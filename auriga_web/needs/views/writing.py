"""Writing a need: the two doors, the guided form, what is similar, changes, taking it back."""

from typing import Any

from flask import make_response, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from auriga_web.core import clock, search
from auriga_web.core.access import Access, access, authorise, current_actor
from auriga_web.core.answers import is_htmx
from auriga_web.core.language import gettext as _
from auriga_web.core.language import moment
from auriga_web.core.limits import limit
from auriga_web.core.strange_input import is_id
from auriga_web.duties.rules import next_reading
from auriga_web.needs import operations, policies, queries, rules
from auriga_web.needs.forms import NeedForm, WithdrawalForm
from auriga_web.needs.models import Need, NeedState, SpeaksFor, TargetGroup
from auriga_web.needs.views.choices import area_options, comune_options, load_choices
from auriga_web.needs.views.routes import blueprint, who_writes
from auriga_web.needs.views.showing import done, show_need
from auriga_web.services.rules import area_label
from auriga_web.territories import queries as territories

SIMILAR_SHOWN = 3


@blueprint.get("/nuovo")
@access(Access.VISITOR)
def new() -> str:
    return render_template("needs/doors.html")


@blueprint.get("/nuovo/testo")
@access(Access.MEMBER)
def write() -> str:
    form = _form()
    home = territories.find_home(current_actor().person_id or 0)
    if home is not None:
        form.comune_id.data = home.id
    return _form_page(form)


@blueprint.get("/simili")
@access(Access.MEMBER)
def similar() -> Response:
    """What is similar to what somebody is writing, and what not to write in public."""
    if not is_htmx():
        return redirect(url_for("needs.write"))
    response = make_response(
        render_template(
            "needs/partials/_similar.html",
            **_beside(request.args.get("title", ""), request.args.get("body", "")),
        )
    )
    response.vary.add("HX-Request")
    return response


@blueprint.post("")
@access(Access.MEMBER)
@limit("20 per hour", per=who_writes)
def create() -> Response | tuple[str, int]:
    form = _form()
    answer = _to_put_right(form)
    if answer is not None:
        return answer
    actor, now = current_actor(), clock.now()
    try:
        need = operations.write_need(_draft(form), actor=actor, now=now)
        if not _is_draft():
            operations.submit_need(need, actor=actor, now=now)
    except rules.ConsentMissing as problem:
        return _refused(form, "has_consented", problem)
    except rules.NoBody as problem:
        return _refused(form, "speaks_for", problem)
    return _written(need)


@blueprint.get("/<int:need_id>/modifica")
@access(Access.MEMBER)
def edit(need_id: int) -> str:
    actor = current_actor()
    need = queries.get_need(need_id, reader=actor)
    authorise(policies.may_edit(actor, need))
    form = _form(need)
    if not form.is_submitted():
        form.has_consented.data = need.consented_at is not None
    return _form_page(form, need=need)


@blueprint.post("/<int:need_id>/modifica")
@access(Access.MEMBER)
@limit("60 per hour", per=who_writes)
def update(need_id: int) -> Response | tuple[str, int]:
    actor, now = current_actor(), clock.now()
    need = queries.get_need(need_id, reader=actor)
    authorise(policies.may_edit(actor, need))
    form = _form(need)
    answer = _to_put_right(form, need=need)
    if answer is not None:
        return answer
    known = int(form.version.data) if is_id(form.version.data or "") else 0
    try:
        operations.edit_need(need, _draft(form), known=known, actor=actor, now=now)
        if not _is_draft() and policies.may_submit(actor, need):
            operations.submit_need(need, actor=actor, now=now)
    except rules.ChangedMeanwhile:
        return render_template("needs/conflict.html", need=need, form=form), 409
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


def _form(need: Need | None = None) -> NeedForm:
    form = NeedForm(obj=need)
    choices = load_choices()
    form.service_area_id.choices = area_options(choices.areas)
    form.comune_id.choices = comune_options(choices.places)
    form.target_groups.choices = [(g.value, rules.target_label(g)) for g in TargetGroup]
    acts_for_body = current_actor().body_id is not None
    form.speaks_for.choices = [
        (one.value, rules.speaks_for_label(one))
        for one in SpeaksFor
        if acts_for_body or one is not SpeaksFor.MY_ORGANISATION
    ]
    return form


def _to_put_right(form: NeedForm, *, need: Need | None = None) -> tuple[str, int] | None:
    """Return the form again if there is something to look at before anything is written."""
    if request.form.get("action") == "similar":
        return _form_page(form, need=need), 200
    if not form.validate_on_submit():
        return _form_page(form, need=need), 422
    if not _is_draft() and _is_to_be_warned(form):
        return _form_page(form, need=need, is_warned=True), 422
    return None


def _is_draft() -> bool:
    """Tell whether it is to be kept without being sent: as it is, or to add pictures to it."""
    return request.form.get("action") in {"draft", "pictures"}


def _written(need: Need) -> Response:
    if request.form.get("action") == "pictures":
        return redirect(url_for("needs.pictures", need_id=need.id), 303)
    return done(need, _sent_message(need))


def _form_page(form: NeedForm, *, need: Need | None = None, is_warned: bool = False) -> str:
    areas = load_choices().areas
    sensitive = [
        area_label(area.name) for root in areas for area in root.areas if area.is_sensitive
    ]
    return render_template(
        "needs/form.html",
        form=form,
        need=need,
        is_warned=is_warned,
        sensitive=sensitive,
        may_submit=need is None or policies.may_submit(current_actor(), need),
        may_discard=need is not None and policies.may_discard(current_actor(), need),
        **_beside(form.title.data or "", form.body.data or "", without=need),
    )


def _beside(title: str, body: str, *, without: Need | None = None) -> dict[str, Any]:
    words = f"{title} {body}"[:300]
    skipped = str(without.id) if without else None
    return {
        "similar_needs": search.find_similar(
            words, kinds=["need"], limit=SIMILAR_SHOWN, without=skipped
        ),
        "similar_services": search.find_similar(words, kinds=["service"], limit=SIMILAR_SHOWN),
        "warnings": [rules.private_label(kind) for kind in rules.private_words(f"{title} {body}")],
    }


def _draft(form: NeedForm) -> operations.Draft:
    return operations.Draft(
        title=form.title.data or "",
        body=form.body.data or "",
        plain_summary=form.plain_summary.data or "",
        service_area_id=form.service_area_id.data,
        comune_id=form.comune_id.data,
        frazione=form.frazione.data or "",
        target_groups=tuple(TargetGroup(value) for value in form.target_groups.data or ()),
        speaks_for=SpeaksFor(form.speaks_for.data),
        is_signed=bool(form.is_signed.data),
        has_consented=bool(form.has_consented.data),
    )


def _is_to_be_warned(form: NeedForm) -> bool:
    """Warn once: who sends it again has read the warning."""
    found = rules.private_words(f"{form.title.data} {form.body.data} {form.plain_summary.data}")
    return bool(found) and not form.warned.data


def _refused(
    form: NeedForm, name: str, problem: Exception, *, need: Need | None = None
) -> tuple[str, int]:
    form[name].errors = [str(problem)]
    return _form_page(form, need=need), 422


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
