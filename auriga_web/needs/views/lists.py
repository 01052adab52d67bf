"""Lists of needs: the page, the same as CSV and Atom, the map beside, what is overdue."""

import csv
import io
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.chain.rules import dots
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import is_htmx
from auriga_web.core.kept import same_for_everybody
from auriga_web.core.language import gettext as _
from auriga_web.needs import policies, queries, rules
from auriga_web.needs.models import NeedState
from auriga_web.needs.queries import Chosen, NeedRow, Order
from auriga_web.needs.views.choices import load_choices
from auriga_web.needs.views.routes import blueprint
from auriga_web.services import queries as services
from auriga_web.services.rules import area_label
from auriga_web.territories import queries as territories
from auriga_web.territories.queries import Comune

# How addresses name the states by which a list can be narrowed.
STATES = {
    "aperti": NeedState.PUBLISHED,
    "ci-lavoriamo": NeedState.TAKEN_UP,
    "con-risposta": NeedState.ANSWERED,
    "non-per-ora": NeedState.NOT_PURSUED,
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@blueprint.get("")
@access(Access.VISITOR)
@same_for_everybody
def index() -> str:
    asked = _Asked()
    found = queries.list_needs(asked.chosen, order=asked.order, cursor=request.args.get("dopo"))
    cursor = found.page.next_cursor
    return render_template(
        "needs/list.html",
        found=found,
        asked=asked,
        states=[(slug, rules.state_label(state)) for slug, state in STATES.items()],
        orders=_orders(asked),
        dots=dots,
        may_write=policies.may_write(current_actor()),
        fewest=rules.FEWEST_SHOWN,
        next_url=url_for("needs.index", **asked.filters, dopo=cursor) if cursor else None,
    )


@blueprint.get("/elenco.csv")
@access(Access.VISITOR)
def as_csv() -> Response:
    asked = _Asked()
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        [
            _("Number"),
            _("Title"),
            _("Comune"),
            _("Area"),
            _("State"),
            _("People who need it too"),
            _("Organisations"),
            _("Published"),
            _("First answer"),
            _("Address"),
        ]
    )
    writer.writerows(
        [_cell(value) for value in _exported(row)]
        for row in queries.list_needs_to_export(asked.chosen, order=asked.order)
    )
    response = make_response(file.getvalue())
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="bisogni.csv"'
    return response


@blueprint.get("/elenco.atom")
@access(Access.VISITOR)
def as_atom() -> Response:
    asked = _Asked()
    found = queries.list_needs(asked.chosen, order=asked.order)
    response = make_response(
        render_template(
            "needs/feed.xml",
            rows=found.page.rows,
            base=current_app.config["PUBLIC_BASE_URL"],
            path=url_for("needs.index", **asked.filters),
        )
    )
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return response


@blueprint.get("/mappa")
@access(Access.VISITOR)
@same_for_everybody
def on_map() -> Response:
    """The map beside the list, asked for only where there is room for it."""
    if not is_htmx():
        return redirect(url_for("portal.comuni"))
    response = make_response(
        render_template(
            "needs/partials/_map.html",
            map=territories.province_map(queries.count_by_comune()),
        )
    )
    response.vary.add("HX-Request")
    return response


@blueprint.get("/risposte-in-ritardo")
@access(Access.VISITOR)
@same_for_everybody
def overdue() -> str:
    now = clock.now()
    return render_template(
        "needs/overdue.html",
        rows=queries.list_overdue(now=now),
        in_time=queries.answered_in_time(now),
        fewest=rules.FEWEST_SHOWN,
        dots=dots,
    )


class _Asked:
    """What an address asks of a list; what it does not know it leaves out."""

    def __init__(self) -> None:
        choices = load_choices()
        self.areas, self.places = choices.areas, choices.places
        self.area = services.find_area(self.areas, request.args.get("area"))
        self.place = self.places.find(request.args.get("territorio"))
        self.state = request.args.get("stato", "")
        self.words = " ".join(request.args.get("q", "").split())[:200]
        self.order = self._order(request.args.get("ordina"))
        comune = self.place if isinstance(self.place, Comune) else None
        zona_id = self.place.id if self.place and comune is None else None
        self.chosen = Chosen(
            area_ids=tuple(self.area.ids) if self.area else (),
            comune_id=comune.id if comune else None,
            zona_id=zona_id,
            comune_ids=tuple(self.places.within(self.place.id)) if self.place else (),
            state=STATES.get(self.state),
            words=self.words,
        )

    def _order(self, wanted: str | None) -> Order:
        known = {order.value: order for order in Order}
        return known.get(wanted or "", Order.BEST if self.words else Order.NEWEST)

    @property
    def filters(self) -> dict[str, Any]:
        """The query of this list's address, without what is as usual."""
        usual = Order.BEST if self.words else Order.NEWEST
        return {
            "area": self.area.slug if self.area else None,
            "territorio": self.place.slug if self.place else None,
            "stato": self.state if self.chosen.state else None,
            "q": self.words or None,
            "ordina": self.order.value if self.order is not usual else None,
        }

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.filters.items() if name != "ordina")


def _orders(asked: _Asked) -> list[tuple[str, str]]:
    orders = [
        (Order.NEWEST.value, _("Newest first")),
        (Order.MOST_SUPPORTED.value, _("Most people first")),
        (Order.WAITING.value, _("Waiting for an answer")),
    ]
    return [(Order.BEST.value, _("Best match first")), *orders] if asked.words else orders


def _exported(row: NeedRow) -> tuple[Any, ...]:
    hides_count = row.is_sensitive and row.support_count < rules.FEWEST_SHOWN
    return (
        row.id,
        row.title,
        row.comune_name,
        area_label(row.area_name),
        rules.state_label(row.state),
        "" if hides_count else row.support_count,
        row.position_count,
        row.published_at.date().isoformat(),
        row.first_answered_at.date().isoformat() if row.first_answered_at else "",
        current_app.config["PUBLIC_BASE_URL"] + url_for("needs.show", need_id=row.id),
    )


def _cell(value: Any) -> Any:
    """Keep a spreadsheet from running what somebody wrote."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
