"""Writing: a comment, an answer, a change, taking it back."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for

from auriga_web.core.access import Access, access, current_actor, gate
from auriga_web.core.answers import is_htmx, private
from auriga_web.core.clock import now
from auriga_web.core.language import gettext as _
from auriga_web.core.language import moment
from auriga_web.discussion import operations, policies, queries, rules
from auriga_web.discussion.forms import CommentForm, EditForm
from auriga_web.discussion.models import Comment, Stance
from auriga_web.discussion.views.blueprint import (
    asks_its_subject_often,
    blueprint,
    permalink,
)
from auriga_web.duties.rules import next_reading


@blueprint.route("/nuovo", methods=["GET", "POST"])
@access(Access.MEMBER)
@asks_its_subject_often
def write():
    kind, subject_id = request.args.get("tipo", ""), request.args.get("id", "")
    if not policies.may_see_subject(current_actor(), kind, subject_id):
        abort(404)
    return _write(kind, subject_id, parent=None)


@blueprint.route("/<int:thread_id>/rispondi", methods=["GET", "POST"])
@access(Access.MEMBER)
@asks_its_subject_often
def answer(thread_id: int):
    parent = queries.get_comment(request.args.get("a", 0, type=int), reader=current_actor())
    if parent.thread_id != thread_id or not policies.may_read_text(current_actor(), parent):
        abort(404)
    return _write(parent.thread.subject_kind, parent.thread.subject_id, parent=parent)


@blueprint.route("/commenti/<int:comment_id>/modifica", methods=["GET", "POST"])
@access(Access.MEMBER)
def edit(comment_id: int):
    actor = current_actor()
    comment = queries.get_comment(comment_id, reader=actor)
    if not policies.may_edit(actor, comment):
        abort(403)
    form = EditForm(obj=comment)
    if request.method == "GET":
        return _page("edit", 200, {"form": form, "comment": comment})
    if not form.validate():
        return _page("edit", 422, {"form": form, "comment": comment})
    try:
        operations.edit_comment(
            comment,
            actor=actor,
            body=form.body.data or "",
            version=form.version.data or 0,
            now=now(),
        )
    except rules.CannotComment as problem:
        form.body.errors = [str(problem)]
        return _page("edit", 422, {"form": form, "comment": comment})
    except operations.EditConflict as conflict:
        form.version.data = conflict.version
        form.version.raw_data = None
        known = {"form": form, "comment": comment, "theirs": conflict.body}
        return _page("conflict", 409, known)
    flash(_("Your comment is changed."), "done")
    return redirect(permalink(comment), 303)


@blueprint.route("/commenti/<int:comment_id>/cancellazione", methods=["GET", "POST"])
@access(Access.MEMBER)
def delete(comment_id: int):
    actor = current_actor()
    comment = queries.get_comment(comment_id, reader=actor)
    if not policies.may_delete(actor, comment):
        abort(403)
    if request.method == "GET":
        return _page("delete", 200, {"comment": comment})
    operations.delete_comment(comment, actor=actor, now=now())
    flash(_("Your comment is gone. A line stays in its place, so that answers keep theirs."))
    return redirect(permalink(comment), 303)


def _write(kind: str, subject_id: str, *, parent: Comment | None):
    actor, form = current_actor(), CommentForm()
    known = _form_context(form, kind, subject_id, parent)
    if request.method == "GET":
        return _empty_form(known)
    if not form.validate():
        return _page("write", 422, known)
    try:
        comment = operations.post_comment(
            kind,
            subject_id,
            actor=actor,
            body=form.body.data or "",
            now=now(),
            parent=parent,
            stance=_stance(form, kind, parent),
            is_official=form.is_official.data,
        )
    except rules.CannotComment as problem:
        form.body.errors = [str(problem)]
        return _page("write", 422, known)
    except rules.TooManyComments as problem:
        form.body.errors = [str(problem)]
        response = _page("write", 429, known)
        response.headers["Retry-After"] = str(problem.seconds)
        return response
    if comment.held_at is not None:
        _say_that_it_waits(comment.held_at)
    return redirect(permalink(comment), 303)


def _form_context(form: CommentForm, kind: str, subject_id: str, parent: Comment | None):
    if parent is None:
        action = url_for("discussion.write", tipo=kind, id=subject_id)
    else:
        action = url_for("discussion.answer", thread_id=parent.thread_id, a=parent.id)
    return {
        "form": form,
        "form_action": action,
        "form_id": f"a{parent.id}" if parent else "page",
        "is_answer": parent is not None,
        "parent": parent,
        "subject_kind": kind,
        "subject_id": subject_id,
        "takes_stances": policies.takes_stances(kind),
    }


def _empty_form(known):
    if not is_htmx():
        return _page("write", 200, known)
    response = make_response(render_template("discussion/partials/_form.html", **known))
    response.vary.add("HX-Request")
    return private(response)


def _say_that_it_waits(since) -> None:
    text = _(
        "It is your first comment, so a moderator reads it before everybody can. "
        "We read it by %(when)s.",
        when=moment(next_reading(since)),
    )
    flash(text, "waiting")


def _stance(form: CommentForm, kind: str, parent: Comment | None) -> Stance | None:
    takes_one = parent is None and policies.takes_stances(kind)
    return Stance(form.stance.data) if takes_one and form.stance.data else None


def _page(name: str, status: int, known):
    """Answer with a page about one comment, or about the subject it will be about."""
    comment = known.get("comment")
    kind = comment.thread.subject_kind if comment else known["subject_kind"]
    subject_id = comment.thread.subject_id if comment else known["subject_id"]
    about = gate(kind)
    page = render_template(
        f"discussion/{name}.html",
        subject_title=about.title(subject_id),
        subject_url=about.url(subject_id),
        longest=rules.LONGEST_BODY,
        **known,
    )
    return private(make_response(page, status))
