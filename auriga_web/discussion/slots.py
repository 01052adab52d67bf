"""Discussions on the pages of what is discussed."""

from flask import render_template

from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills
from auriga_web.discussion import policies, queries


@fills("need.below")
def below_a_need(*, need, actor: Actor) -> str:
    return _discussion("need", need.id, actor)


@fills("initiative.below")
def below_an_initiative(*, initiative, actor: Actor) -> str:
    return _discussion("initiative", initiative.id, actor)


@fills("amendment.below")
def below_an_amendment(*, amendment, actor: Actor) -> str:
    return _discussion("amendment", amendment.id, actor)


@fills("process.below")
def below_a_process(*, process, actor: Actor) -> str:
    return _discussion("process", process.id, actor)


def _discussion(kind: str, subject_id: int, actor: Actor) -> str:
    discussion = queries.load_discussion(kind, subject_id, reader=actor)
    is_open = policies.is_open(actor, kind, str(subject_id), is_closed=discussion.is_closed)
    return render_template(
        "discussion/partials/_discussion.html",
        discussion=discussion,
        lines=discussion.lines(reader=actor, is_open=is_open),
        is_open=is_open,
    )
