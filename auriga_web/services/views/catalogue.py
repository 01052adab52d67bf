"""The catalogue of services: the list, a service, and its form for staff."""

import hmac
from hashlib import sha256
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.limits import limit
from auriga_web.core.spreadsheets import csv_response
from auriga_web.core.strange_input import is_id
from auriga_web.services import operations, policies, queries, rules
from auriga_web.services.forms import FeedbackForm, ServiceForm
from auriga_web.services.models import ForWhom, Service
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
    reader, asked = current_actor(), _Asked()
    page = queries.list_services(
        reader=reader, **asked.wanted, cursor=request.args.get("dopo"), limit=queries.PAGE_SIZE
    )
    cursor = page.next_cursor
    return render_template(
        "services/list.html",
        page=page,
        asked=asked,
        areas=asked.areas,
        places=asked.places,
        area=asked.area,
        place=asked.place,
        for_whom=[(one.value, rules.for_whom_label(one)) for one in ForWhom],
        may_edit=policies.may_edit(reader),
        next_url=url_for("services.index", **asked.filters, dopo=cursor) if cursor else None,
    )


@blueprint.get("/elenco.csv")
@access(Access.VISITOR)
def as_csv() -> Response:
    header = [_("Number"), _("Name"), _("Who it is for"), _("Where"), _("How to get in")]
    header += [_("Who runs it"), _("Places"), _("Cost"), _("Telephone"), _("E-mail")]
    header += [_("To check again by"), _("Useful for"), _("Of"), _("Address of the page")]
    rows = queries.list_to_export(**_Asked().wanted)
    return csv_response("servizi.csv", header, map(_exported, rows))


@blueprint.route("/<int:service_id>/parere", methods=["GET", "POST"])
@access(Access.VISITOR)
@limit("20 per day")
def feedback(service_id: int) -> Response | str | tuple[str, int]:
    """Say whether a service was useful: also without an account, once."""
    actor = current_actor()
    service = queries.get_service(service_id, reader=actor)
    form = FeedbackForm()
    page = {"service": service, "form": form}
    if request.method == "GET":
        return render_template("services/feedback.html", **page)
    if not form.validate():
        return render_template("services/feedback.html", **page), 422
    operations.say_useful(
        service,
        is_useful=form.is_useful.data == "1",
        actor=actor,
        sender_sha256=_sender(),
        now=clock.now(),
    )
    flash(_("Thank you: it helps those who choose after you."), "done")
    return redirect(url_for("services.show", service_id=service_id), 303)


@blueprint.get("/<int:service_id>")
@access(Access.VISITOR)
def show(service_id: int) -> str:
    reader = current_actor()
    page = queries.get_service_page(service_id, reader=reader)
    return render_template(
        "services/show.html",
        page=page,
        said=queries.find_feedback(service_id, reader=reader),
        may_say=policies.may_give_feedback(reader, page.service),
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


class _Asked:
    """What an address asks of the catalogue; what it does not know it leaves out."""

    def __init__(self) -> None:
        self.areas, self.places = queries.list_areas(), territories.load_places()
        self.area = queries.find_area(self.areas, request.args.get("area"))
        self.place = self.places.find(request.args.get("territorio"))
        group = request.args.get("per")
        self.for_whom = ForWhom(group) if group in set(ForWhom) else None

    @property
    def wanted(self) -> dict[str, Any]:
        """What the query is to look for."""
        return {
            "area_ids": self.area.ids if self.area else (),
            "territory_ids": self.places.around(self.place.id) if self.place else (),
            "for_whom": self.for_whom,
        }

    @property
    def filters(self) -> dict[str, Any]:
        """The same, as an address says it."""
        return {
            "area": self.area.slug if self.area else None,
            "territorio": self.place.slug if self.place else None,
            "per": self.for_whom.value if self.for_whom else None,
        }


def _exported(service: Service) -> list[object]:
    base = current_app.config["PUBLIC_BASE_URL"]
    return [
        service.id,
        service.title,
        service.audience,
        service.where_in_words,
        service.how_to_get_in,
        service.run_by,
        service.places,
        service.cost,
        service.telephone,
        service.email,
        service.review_on.isoformat(),
        service.useful_count,
        service.feedback_count,
        base + url_for("services.show", service_id=service.id),
    ]


def _sender() -> str:
    secret = current_app.config["IDENTITY_SECRET"].encode()
    return hmac.new(secret, (request.remote_addr or "").encode(), sha256).hexdigest()


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
    form.for_whom.choices = [SelectChoice(one.value, rules.for_whom_label(one)) for one in ForWhom]
    form.organisation_id.choices = [
        SelectChoice(0, "–"),
        *(SelectChoice(*runner) for runner in queries.list_runners()),
    ]
    form.territory_ids.choices = [
        *(SelectChoice(zone.id, zone.name, optgroup=_("Zone sociali")) for zone in places.zones),
        *(SelectChoice(comune.id, comune.name, optgroup=_("Comuni")) for comune in places.comuni),
    ]
    if service is not None and not form.is_submitted():
        form.for_whom.data = [one.value for one in queries.list_for_whom(service.id)]
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
        "places": form.places.data,
        "for_whom": tuple(ForWhom(one) for one in form.for_whom.data or ()),
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
