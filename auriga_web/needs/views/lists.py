"""Lists of needs: the page, the same as CSV and Atom, what is overdue."""

from typing import Any

from flask import current_app, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from auriga_web.chain.rules import dots
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.kept import same_for_everybody
from auriga_web.core.language import gettext as _
from auriga_web.core.spreadsheets import csv_response
from auriga_web.needs import policies, queries, rules
from auriga_web.needs.queries import NeedRow, Order
from auriga_web.needs.views.asked import STATES, Asked
from auriga_web.needs.views.routes import blueprint
from auriga_web.services.rules import area_label


@blueprint.get("")
@access(Access.VISITOR)
@same_for_everybody
def index() -> str:
    asked = Asked()
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
    asked = Asked()
    found = queries.list_needs_to_export(asked.chosen, order=asked.order)
    return csv_response(
        "bisogni.csv",
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
        ],
        map(_exported, found),
    )


@blueprint.get("/elenco.atom")
@access(Access.VISITOR)
def as_atom() -> Response:
    asked = Asked()
    found = queries.list_needs(asked.chosen, order=asked.order)
    response = make_response(
        render_template(
            "needs/feed.xml",
            # What is sensitive is read here and nowhere else.
            rows=[row for row in found.page.rows if not row.is_sensitive],
            base=current_app.config["PUBLIC_BASE_URL"],
            path=url_for("needs.index", **asked.filters),
        )
    )
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
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


def _orders(asked: Asked) -> list[tuple[str, str]]:
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
