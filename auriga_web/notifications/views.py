"""Messages, what one follows, how one is told, and the link that stops the mail."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor, gate
from auriga_web.core.answers import is_htmx, private
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.notifications import operations, policies, queries, rules
from auriga_web.notifications.forms import PreferenceForm
from auriga_web.notifications.models import MailWay, NotificationPreference
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories

blueprint = Blueprint("notifications", __name__)


@blueprint.get("/messaggi")
@access(Access.MEMBER)
def index() -> Response:
    actor = current_actor()
    page = queries.list_messages(reader=actor, cursor=request.args.get("dopo"))
    html = render_template(
        "notifications/list.html",
        messages=page.rows,
        newest_id=max((message.id for message in page.rows), default=0),
        url_of=lambda subject: gate(subject[0]).url(subject[1]),
        next_url=url_for("notifications.index", dopo=page.next_cursor)
        if page.next_cursor
        else None,
    )
    return private(make_response(html))


@blueprint.post("/messaggi/<int:notification_id>/lettura")
@access(Access.MEMBER)
def read(notification_id: int):
    actor = current_actor()
    notification = queries.get_notification(notification_id, reader=actor)
    operations.mark_read(notification, actor=actor, now=clock.now())
    if "apri" in request.form:
        return redirect(gate(notification.subject_kind).url(notification.subject_id))
    return redirect(url_for("notifications.index"))


@blueprint.post("/messaggi/letture")
@access(Access.MEMBER)
def read_all():
    up_to = request.form.get("fino", 0, type=int)
    operations.mark_all_read(up_to_id=up_to, actor=current_actor(), now=clock.now())
    return redirect(url_for("notifications.index"))


@blueprint.get("/messaggi/preferenze")
@access(Access.MEMBER)
def preferences() -> Response:
    actor = current_actor()
    assert actor.person_id is not None
    known = queries.find_preference(actor.person_id) or NotificationPreference(
        mail=MailWay.IMMEDIATE, is_quiet_at_night=True
    )
    form = PreferenceForm(mail=known.mail.value, is_quiet_at_night=known.is_quiet_at_night)
    return _preferences_page(form)


@blueprint.post("/messaggi/preferenze")
@access(Access.MEMBER)
def choose():
    form = PreferenceForm()
    if not form.validate_on_submit():
        return _preferences_page(form, 422)
    operations.choose(
        mail=MailWay(form.mail.data),
        is_quiet_at_night=form.is_quiet_at_night.data,
        actor=current_actor(),
    )
    flash(_("Saved."), "done")
    return redirect(url_for("notifications.preferences"))


@blueprint.get("/seguiti/nuovo")
@access(Access.MEMBER)
def ask_to_follow() -> Response:
    """Follow what has no button of its own: an area, a comune, a zona, an organisation."""
    actor = current_actor()
    kind, subject_id = request.args.get("tipo"), request.args.get("id", "")
    page: dict[str, Any] = {"areas": services.list_areas(), "places": territories.load_places()}
    if kind is not None:
        if kind not in policies.FOLLOWED_KINDS or not policies.may_be_told(actor, kind, subject_id):
            abort(404)
        assert actor.person_id is not None
        page |= {
            "kind": kind,
            "subject_id": subject_id,
            "title": gate(kind).title(subject_id),
            "url": gate(kind).url(subject_id),
            "is_followed": queries.follows(actor.person_id, kind, subject_id),
        }
    return private(make_response(render_template("notifications/follow.html", **page)))


@blueprint.post("/seguiti")
@access(Access.MEMBER)
def follow():
    kind, subject_id = _subject()
    operations.follow(kind=kind, subject_id=subject_id, actor=current_actor(), now=clock.now())
    return _followed(kind, subject_id, is_followed=True)


@blueprint.post("/seguiti/rinunce")
@access(Access.MEMBER)
def unfollow():
    kind, subject_id = _subject()
    operations.unfollow(kind=kind, subject_id=subject_id, actor=current_actor())
    return _followed(kind, subject_id, is_followed=False)


@blueprint.get("/disiscrizione/<token>")
@access(Access.VISITOR)
def unsubscription(token: str) -> Response:
    """Ask first: programs that read mail open its links, and must not stop anything."""
    _person_of(token)
    return _token_page(render_template("notifications/unsubscribe.html", token=token))


@blueprint.post("/disiscrizione/<token>")
@access(Access.VISITOR)
def unsubscribe(token: str) -> Response:
    """Stop the mail. The mail program itself may post here: no session, no form of ours."""
    way = MailWay.DAILY if request.form.get("quanto") == "daily" else MailWay.NONE
    operations.stop_mail(_person_of(token), way=way)
    html = render_template("notifications/unsubscribed.html", is_daily=way is MailWay.DAILY)
    return _token_page(html)


@blueprint.record_once
def _open_to_mail_programs(state: BlueprintSetupState) -> None:
    # RFC 8058: the post comes from a mail program, without cookie or token; the link is the proof.
    state.app.extensions["csrf"].exempt(f"{__name__}.unsubscribe")


def _person_of(token: str) -> int:
    try:
        return rules.read_unsubscription(token, secret=current_app.config["SECRET_KEY"])
    except rules.WrongToken:
        abort(404)


def _token_page(html: str) -> Response:
    response = private(make_response(html))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _subject() -> tuple[str, str]:
    kind, subject_id = request.form.get("tipo", ""), request.form.get("id", "")
    if kind not in policies.FOLLOWED_KINDS or not is_id(subject_id):
        abort(404)
    if (
        not policies.may_be_told(current_actor(), kind, subject_id)
        and "rinunce" not in request.path
    ):
        abort(404)
    return kind, subject_id


def _followed(kind: str, subject_id: str, *, is_followed: bool):
    if is_htmx():
        return render_template(
            "notifications/partials/_follow.html",
            kind=kind,
            subject_id=subject_id,
            is_followed=is_followed,
        )
    if "preferenze" in request.form and not is_followed:
        return redirect(url_for("notifications.preferences", tolto=f"{kind}-{subject_id}"))
    if "preferenze" in request.form or not policies.may_be_told(current_actor(), kind, subject_id):
        return redirect(url_for("notifications.preferences"))
    return redirect(gate(kind).url(subject_id))


def _taken_away() -> tuple[str, str, str] | None:
    """Return what was followed until a moment ago, so that one tap follows it again."""
    kind, _dash, subject_id = request.args.get("tolto", "").partition("-")
    actor = current_actor()
    if kind not in policies.FOLLOWED_KINDS or not policies.may_be_told(actor, kind, subject_id):
        return None
    return kind, subject_id, gate(kind).title(subject_id)


def _preferences_page(form: PreferenceForm, status: int = 200) -> Response:
    html = render_template(
        "notifications/preferences.html",
        form=form,
        taken_away=_taken_away(),
        follows=queries.list_follows(reader=current_actor()),
        url_of=lambda subject: gate(subject[0]).url(subject[1]),
    )
    return private(make_response(html, status))
