"""The catalogue of services: the list, a service, and its form for staff."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.services import operations, policies, queries, rules
from auriga_web.services.forms import ServiceForm
from auriga_web.services.models import Service
from auriga_web.services.views.blueprint import blueprint
from auriga_web.territories import queries as territories

_TEXT = (
    "title",
    "audience",
    "how_to_get_in",
    "description",
    "run_by",
    "places",
    "cost",
    "telephone",
    "email",
    "address",
    "hours",
)


@blueprint.get("")
@access(Access.VISITOR)
def index() -> str:
    reader = current_actor()
    areas, places = queries.list_areas(), territories.load_places()
    area = queries.find_area(areas, request.args.get("area"))
    place = places.find(request.args.get("territorio"))
    page = queries.list_services(
        reader=reader,
        area_ids=area.ids if area else (),
        territory_ids=places.around(place.id) if place else (),
        cursor=request.args.get("dopo"),
    )
    filters: dict[str, Any] = {
        "area": area.slug if area else None,
        "territorio": place.slug if place else None,
    }
    return render_template(
        "services/list.html",
        page=page,
        areas=areas,
        places=places,
        area=area,
        place=place,
        filters=filters,
        may_edit=policies.may_edit(reader),
        next_url=url_for("services.index", **filters, dopo=page.next_cursor)
        if page.next_cursor
        else None,
    )


@blueprint.get("/<int:service_id>")
@access(Access.VISITOR)
def show(service_id: int) -> str:
    reader = current_actor()
    page = queries.get_service_page(service_id, reader=reader)
    return render_template(
        "services/show.html",
        page=page,
        today=clock.now().date(),
        may_edit=policies.may_edit(reader),
    )


@blueprint.get("/nuovo")
@access(Access.FACILITATOR)
def new() -> str:
    return _form_page(_form())


@blueprint.post("")
@access(Access.FACILITATOR)
def create() -> Response | tuple[str, int]:
    form = _form()
    if not form.validate_on_submit():
        return _form_page(form), 422
    try:
        service = operations.add_service(**_values(form), actor=current_actor(), now=clock.now())
    except (rules.NobodyRunsIt, rules.UnknownPlace) as problem:
        return _form_page(form, problem=problem), 422
    flash(_("The service is in the catalogue."), "done")
    return redirect(url_for("services.show", service_id=service.id))


@blueprint.get("/<int:service_id>/modifica")
@access(Access.FACILITATOR)
def edit(service_id: int) -> str:
    service = queries.get_service(service_id, reader=current_actor())
    return _form_page(_form(service), service=service)


@blueprint.post("/<int:service_id>")
@access(Access.FACILITATOR)
def update(service_id: int) -> Response | tuple[str, int]:
    service = queries.get_service(service_id, reader=current_actor())
    form = _form()
    if not form.validate_on_submit():
        return _form_page(form, service=service), 422
    try:
        operations.change_service(
            service,
            **_values(form),
            known_version=int(form.version.data) if is_id(form.version.data or "") else 0,
            actor=current_actor(),
            now=clock.now(),
        )
    except (rules.NobodyRunsIt, rules.UnknownPlace) as problem:
        return _form_page(form, service=service, problem=problem), 422
    except rules.ChangedMeanwhile:
        return render_template("services/conflict.html", service=service, form=form), 409
    return redirect(url_for("services.show", service_id=service_id))


@blueprint.post("/<int:service_id>/pubblicazione")
@access(Access.FACILITATOR)
def list_again(service_id: int) -> Response:
    return _set_listed(service_id, is_listed=True)


@blueprint.post("/<int:service_id>/archiviazione")
@access(Access.FACILITATOR)
def unlist(service_id: int) -> Response:
    return _set_listed(service_id, is_listed=False)


def _set_listed(service_id: int, *, is_listed: bool) -> Response:
    service = queries.get_service(service_id, reader=current_actor())
    operations.set_listed(service, is_listed=is_listed, actor=current_actor(), now=clock.now())
    return redirect(url_for("services.show", service_id=service_id))


def _form(service: Service | None = None) -> ServiceForm:
    form = ServiceForm(obj=service)
    places = territories.load_places()
    form.area_id.choices = [
        SelectChoice(area.id, rules.area_label(area.name), optgroup=rules.area_label(root.name))
        for root in queries.list_areas()
        for area in root.areas
    ]
    form.organisation_id.choices = [
        SelectChoice(0, "–"),
        *(SelectChoice(*runner) for runner in queries.list_runners()),
    ]
    form.territory_ids.choices = [
        *(SelectChoice(zone.id, zone.name, optgroup=_("Zone sociali")) for zone in places.zones),
        *(SelectChoice(comune.id, comune.name, optgroup=_("Comuni")) for comune in places.comuni),
    ]
    if service is not None and not form.is_submitted():
        form.territory_ids.data = [row[0] for row in queries.list_territories(service.id)]
    return form


def _form_page(
    form: ServiceForm, *, service: Service | None = None, problem: Exception | None = None
) -> str:
    if isinstance(problem, rules.NobodyRunsIt):
        form.run_by.errors = [_("Say who runs it: choose an organisation or write a name.")]
    if isinstance(problem, rules.UnknownPlace):
        form.territory_ids.errors = [_("Choose at least one place.")]
    return render_template("services/form.html", form=form, service=service)


def _values(form: ServiceForm) -> dict[str, Any]:
    """Return what the form says, as the operations take it."""
    text: dict[str, Any] = {name: form[name].data or "" for name in _TEXT} | {
        "places": form.places.data
    }
    organisation_id = form.organisation_id.data or None
    if organisation_id is not None:
        text["run_by"] = dict(queries.list_runners()).get(organisation_id, "")
    return {
        "text": operations.ServiceText(**text),
        "area_id": form.area_id.data,
        "territory_ids": form.territory_ids.data,
        "organisation_id": organisation_id,
    }
