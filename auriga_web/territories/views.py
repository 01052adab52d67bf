"""The places of the person who is signed in: where they live, work or look after someone."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.territories import operations, queries
from auriga_web.territories.forms import RELATIONS, ResidencyForm
from auriga_web.territories.models import Relation

blueprint = Blueprint("territories", __name__)


@blueprint.get("/io/luoghi")
@access(Access.MEMBER)
def my_places() -> str:
    return _page(_form())


@blueprint.post("/io/luoghi")
@access(Access.MEMBER)
def declare() -> Response | tuple[str, int]:
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422
    operations.declare_residency(
        territory_id=form.territory_id.data,
        relation=Relation(form.relation.data),
        actor=current_actor(),
        now=clock.now(),
    )
    flash(_("Your places are saved."), "done")
    return redirect(url_for("territories.my_places"))


@blueprint.post("/io/luoghi/<int:residency_id>/fine")
@access(Access.MEMBER)
def end(residency_id: int) -> Response:
    actor = current_actor()
    residency = queries.get_residency(residency_id, reader=actor)
    operations.end_residency(residency, actor=actor, now=clock.now())
    return redirect(url_for("territories.my_places"))


def _form() -> ResidencyForm:
    form = ResidencyForm()
    form.territory_id.choices = [
        SelectChoice(0, _("Choose a comune")),
        *(SelectChoice(comune.id, comune.name) for comune in queries.list_comuni()),
    ]
    return form


def _page(form: ResidencyForm) -> str:
    return render_template(
        "territories/my_places.html",
        form=form,
        residences=queries.list_residences(reader=current_actor()),
        relations=dict(RELATIONS),
    )
