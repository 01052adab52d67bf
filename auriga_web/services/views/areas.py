"""The tree of service areas, for those who look after it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.services import operations, queries
from auriga_web.services.forms import AreaForm, NewAreaForm
from auriga_web.services.views.blueprint import blueprint


@blueprint.get("/aree")
@access(Access.FACILITATOR)
def areas() -> str:
    return _page(_new_form())


@blueprint.post("/aree")
@access(Access.FACILITATOR)
def add_area() -> Response | tuple[str, int]:
    form = _new_form()
    if not form.validate_on_submit():
        return _page(form), 422
    operations.add_area(
        name=form.name.data,
        parent_id=form.parent_id.data,
        is_sensitive=form.is_sensitive.data,
        actor=current_actor(),
        now=clock.now(),
    )
    flash(_("The area is added."), "done")
    return redirect(url_for("services.areas"))


@blueprint.get("/aree/<int:area_id>")
@access(Access.FACILITATOR)
def edit_area(area_id: int) -> str:
    area = queries.get_area(area_id)
    return render_template("services/area.html", area=area, form=AreaForm(obj=area))


@blueprint.post("/aree/<int:area_id>")
@access(Access.FACILITATOR)
def change_area(area_id: int) -> Response | tuple[str, int]:
    area, form = queries.get_area(area_id), AreaForm()
    if not form.validate_on_submit():
        return render_template("services/area.html", area=area, form=form), 422
    operations.change_area(
        area,
        name=form.name.data,
        is_sensitive=form.is_sensitive.data,
        actor=current_actor(),
        now=clock.now(),
    )
    flash(_("The area is changed."), "done")
    return redirect(url_for("services.areas"))


def _new_form() -> NewAreaForm:
    form = NewAreaForm()
    form.parent_id.choices = [SelectChoice(root.id, root.name) for root in queries.list_areas()]
    return form


def _page(form: NewAreaForm) -> str:
    return render_template("services/areas.html", areas=queries.list_areas(), form=form)
