"""What one does to a comment with one tap."""

from flask import get_template_attribute, make_response, redirect, url_for

from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import is_htmx
from auriga_web.core.clock import now
from auriga_web.core.language import gettext as _
from auriga_web.discussion import operations, queries
from auriga_web.discussion.models import Comment
from auriga_web.discussion.views.blueprint import blueprint, permalink


@blueprint.post("/commenti/<int:comment_id>/utile")
@access(Access.MEMBER)
def useful(comment_id: int):
    comment = queries.get_comment(comment_id, reader=current_actor())
    operations.mark_useful(comment, actor=current_actor(), now=now())
    return _useful(comment, found_useful=True)


@blueprint.post("/commenti/<int:comment_id>/utile/ritiro")
@access(Access.MEMBER)
def not_useful(comment_id: int):
    comment = queries.get_comment(comment_id, reader=current_actor())
    operations.unmark_useful(comment, actor=current_actor())
    return _useful(comment, found_useful=False)


@blueprint.post("/commenti/<int:comment_id>/pubblicazione")
@access(Access.MODERATOR)
def release(comment_id: int):
    comment = queries.get_comment(comment_id, reader=current_actor())
    operations.release_comment(comment, actor=current_actor(), now=now())
    return redirect(permalink(comment), 303)


@blueprint.post("/<int:thread_id>/chiusura")
@access(Access.MODERATOR)
def close(thread_id: int):
    thread = queries.get_thread(thread_id, reader=current_actor())
    operations.close_thread(thread, actor=current_actor(), now=now())
    return redirect(url_for("discussion.show", thread_id=thread_id), 303)


@blueprint.post("/<int:thread_id>/riapertura")
@access(Access.MODERATOR)
def reopen(thread_id: int):
    thread = queries.get_thread(thread_id, reader=current_actor())
    operations.reopen_thread(thread, actor=current_actor(), now=now())
    return redirect(url_for("discussion.show", thread_id=thread_id), 303)


def _useful(comment: Comment, *, found_useful: bool):
    if not is_htmx():
        return redirect(permalink(comment), 303)
    button = get_template_attribute("discussion/partials/_useful.html", "useful_button")
    address = url_for("discussion.comment", comment_id=comment.id)
    return make_response(button(address, comment.useful_count, found_useful, _("Useful")))
