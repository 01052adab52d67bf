"""Reading: a thread by itself, the place of a comment, what it said before."""

from flask import abort, make_response, redirect, render_template, request

from auriga_web.core.access import Access, access, current_actor, gate
from auriga_web.core.answers import is_htmx
from auriga_web.discussion import policies, queries
from auriga_web.discussion.queries import Order
from auriga_web.discussion.views.blueprint import (
    address_of,
    asks_its_subject_often,
    blueprint,
)


@blueprint.get("/<int:thread_id>")
@access(Access.VISITOR)
@asks_its_subject_often
def show(thread_id: int):
    actor = current_actor()
    thread = queries.get_thread(thread_id, reader=actor)
    cursor = request.args.get("da")
    discussion = queries.load_discussion(
        thread.subject_kind,
        thread.subject_id,
        reader=actor,
        order=_order(),
        cursor=cursor,
        thread=thread,
        stance=queries.POSITIONS.get(request.args.get("posizione", "")),
    )
    is_open = policies.is_open(
        actor, thread.subject_kind, thread.subject_id, is_closed=thread.is_closed
    )
    part = "_comments" if cursor else "_discussion"
    template = f"discussion/partials/{part}.html" if is_htmx() else "discussion/show.html"
    about = gate(thread.subject_kind)
    page = render_template(
        template,
        thread=thread,
        discussion=discussion,
        lines=discussion.lines(reader=actor, is_open=is_open),
        is_open=is_open,
        is_first_page=not cursor,
        subject_title=about.title(thread.subject_id),
        subject_url=about.url(thread.subject_id),
    )
    response = make_response(page)
    response.vary.add("HX-Request")
    return response


@blueprint.get("/commenti/<int:comment_id>")
@access(Access.VISITOR)
def comment(comment_id: int):
    return redirect(address_of(queries.get_comment(comment_id, reader=current_actor())))


@blueprint.get("/commenti/<int:comment_id>/storia")
@access(Access.VISITOR)
def history(comment_id: int):
    actor = current_actor()
    comment = queries.get_comment(comment_id, reader=actor)
    if not policies.may_read_text(actor, comment):
        abort(404)
    return render_template(
        "discussion/history.html",
        comment=comment,
        versions=queries.list_versions(comment),
        subject_title=gate(comment.thread.subject_kind).title(comment.thread.subject_id),
        address=address_of(comment),
    )


def _order() -> Order:
    try:
        return Order(request.args.get("ordine", Order.USEFUL))
    except ValueError:
        return Order.USEFUL
