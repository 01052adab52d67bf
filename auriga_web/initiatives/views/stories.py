""" "Che fine ha fatto?": the whole chain of a thing, forwards and back, on one page to print."""

from flask import render_template
from werkzeug.exceptions import NotFound

from auriga_web.chain import queries as chain
from auriga_web.core.access import Access, access, current_actor
from auriga_web.initiatives.views.blueprint import blueprint


@blueprint.get("/iniziative/<int:initiative_id>/storia")
@access(Access.VISITOR)
def story(initiative_id: int) -> str:
    return _story("initiative", initiative_id)


@blueprint.get("/bisogni/<int:need_id>/storia")
@access(Access.VISITOR)
def story_of_need(need_id: int) -> str:
    return _story("need", need_id)


def _story(kind: str, subject_id: int) -> str:
    things = chain.story_of(kind, subject_id, reader=current_actor())
    if not things:
        raise NotFound
    return render_template(
        "initiatives/story.html",
        things=things,
        subject=next(thing for thing in things if thing.is_subject),
    )
