"""What everybody reads: the list, one process, its documents."""

from typing import Any

from flask import render_template, request, url_for

from auriga_web.chain.rules import StopSeen
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.page_cache import keep_until
from auriga_web.processes import policies, queries, rules
from auriga_web.processes.models import Phase, ProcessState
from auriga_web.processes.rules import recipes
from auriga_web.processes.views.blueprint import blueprint
from auriga_web.territories import queries as territories

_URGENT_SECONDS = 72 * 3600


@blueprint.get("")
@access(Access.VISITOR)
def index() -> str:
    reader, now = current_actor(), clock.now()
    places = territories.load_places()
    place = places.find(request.args.get("territorio"))
    asked = request.args.get("quando")
    when = queries.When(asked) if asked in set(queries.When) else None
    page = queries.list_processes(
        reader=reader,
        now=now,
        when=when,
        territory_ids=places.around(place.id) if place else (),
        cursor=request.args.get("dopo"),
    )
    _keep_until_the_next_change([edge for row in page.rows for edge in _edges(row)])
    filters: dict[str, Any] = {
        "quando": when.value if when else None,
        "territorio": place.slug if place else None,
    }
    return render_template(
        "processes/list.html",
        page=page,
        places=places,
        place=place,
        when=when,
        is_filtered=any(filters.values()),
        rules=rules,
        recipes=recipes,
        time=now,
        may_run=policies.may_run(reader),
        next_url=url_for("processes.index", **filters, dopo=page.next_cursor)
        if page.next_cursor
        else None,
    )


@blueprint.get("/<int:process_id>")
@access(Access.VISITOR)
def show(process_id: int) -> str:
    return show_page(process_id)


def show_page(process_id: int, *, problem: str = "", act: str = "", typed: str = "") -> str:
    """Make the page of a process, with what went wrong and what was typed, if anything."""
    reader, now = current_actor(), clock.now()
    page = queries.get_process_page(process_id, reader=reader)
    present = _present(page, now=now)
    _keep_until_the_next_change(
        [edge for phase in page.phases for edge in (phase.starts_at, phase.ends_at)]
    )
    return render_template(
        "processes/show.html",
        page=page,
        process=page.process,
        steps=_steps(page, now=now),
        present=present,
        coming=next((phase for phase in page.phases if phase.starts_at > now), None),
        is_urgent=present is not None
        and (present.ends_at - now).total_seconds() <= _URGENT_SECONDS,
        documents=queries.list_documents(process_id, reader=reader),
        may_run=policies.may_run(reader),
        rules=rules,
        recipes=recipes,
        problem=problem,
        act=act,
        typed=typed,
    )


@blueprint.get("/<int:process_id>/documenti/<int:number>")
@access(Access.VISITOR)
def document(process_id: int, number: int) -> str:
    return document_page(process_id, number)


def document_page(process_id: int, number: int, *, problem: str = "") -> str:
    """Make the page of a document, with what went wrong, if anything."""
    reader = current_actor()
    page = queries.get_process_page(process_id, reader=reader)
    found = queries.get_document(process_id, number, reader=reader)
    versions = queries.list_versions(found.id)
    return render_template(
        "processes/document.html",
        page=page,
        process=page.process,
        document=found,
        versions=versions,
        rules=rules,
        time=clock.now(),
        may_run=policies.may_run(reader),
        problem=problem,
    )


def _present(page: queries.ProcessPage, *, now: Any) -> Phase | None:
    if page.process.state is not ProcessState.OPEN:
        return None
    return next((p for p in page.phases if rules.is_within(p.starts_at, p.ends_at, now)), None)


def _steps(page: queries.ProcessPage, *, now: Any) -> list[StopSeen]:
    """Return the phases as the thread shows its stops; an interrupted one has none to come."""
    process = page.process
    end = process.closed_at if process.state is ProcessState.STOPPED else None
    steps = []
    for phase in page.phases:
        if end is not None and phase.starts_at > end:
            continue
        is_over = phase.ends_at <= now or process.state is ProcessState.CONCLUDED
        is_here = process.state is ProcessState.OPEN and phase.starts_at <= now < phase.ends_at
        steps.append(
            StopSeen(
                label=phase.title or rules.label(phase.type),
                phase="here" if is_here else "past" if is_over or end else "next",
                sentence=rules.days_in_words(phase.starts_at, phase.ends_at),
            )
        )
    if end is not None:
        steps.append(StopSeen(label=_("Interrupted"), phase="end", at=end))
    return steps


def _edges(row: queries.ProcessRow) -> list[Any]:
    return [row.starts_at, row.ends_at, *([row.until] if row.until else [])]


def _keep_until_the_next_change(edges: list[Any]) -> None:
    """Let no kept page outlive the moment at which one of its sentences turns false."""
    coming = [edge for edge in edges if edge > clock.now()]
    if coming:
        keep_until(min(coming))
