"""Starting a process from a recipe, and writing what it says while it is a draft or open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, update

from auriga_web.core import markup
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db
from auriga_web.organisations import queries as organisations
from auriga_web.organisations.models import OrganisationKind
from auriga_web.processes import policies, queries, rules
from auriga_web.processes.models import Phase, Process, ProcessState, Recipe
from auriga_web.processes.operations.finding import make_findable, record
from auriga_web.processes.rules import recipes


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessText:
    """What is written of a process."""

    title: str
    summary: str
    purpose: str
    promise: str = ""
    promise_by: str = ""
    promise_due_on: date | None = None


def start_process(
    *,
    recipe: Recipe,
    text: ProcessText,
    owner_id: int,
    territory_id: int,
    first_day: date,
    actor: Actor,
    now: datetime,
) -> Process:
    """Start a process from a recipe: a draft with the usual phases from a first day on.

    :raises NotAllowed: if the actor runs no processes.
    :raises ReservedWords: if its title promises what its owner cannot do.
    """
    spans = rules.lay_out(recipes.PHASES[recipe], first=first_day)
    return _start(recipe, text, owner_id, territory_id, spans, actor=actor, now=now)


def duplicate(
    process: Process, *, title: str, first_day: date, actor: Actor, now: datetime
) -> Process:
    """Start a draft like this process: the same words and phases as long, from another day on.

    The day by which the promise is kept is not copied: it is a new promise.
    """
    phases = queries.list_phases(process.id)
    moved = first_day - rules.first_day(process.starts_at)
    spans = [
        rules.Span(
            phase.type,
            rules.first_day(phase.starts_at) + moved,
            rules.last_day(phase.ends_at) + moved,
            phase.title,
        )
        for phase in phases
    ]
    text = ProcessText(
        title=title,
        summary=process.summary,
        purpose=process.purpose,
        promise=process.promise,
        promise_by=process.promise_by,
    )
    return _start(
        process.recipe, text, process.owner_id, process.territory_id, spans, actor=actor, now=now
    )


def change_process(
    process: Process, *, text: ProcessText, known_version: int, actor: Actor, now: datetime
) -> None:
    """Write anew what a process says; of an open one the promise stays as it was made.

    :raises ChangedMeanwhile: if somebody changed it since the actor read it.
    :raises ReservedWords: if its title promises what its owner cannot do.
    """
    authorise(policies.may_run(actor))
    _check_words(text, owner_kind=queries.owner_of(process).kind)
    purpose_html = str(markup.render(text.purpose))
    take_version(process, known_version)

    process.title, process.summary = _one_line(text.title), _one_line(text.summary)
    process.purpose, process.purpose_html = text.purpose, purpose_html
    if process.state is ProcessState.DRAFT:
        process.promise, process.promise_by = text.promise.strip(), _one_line(text.promise_by)
        process.promise_due_on = text.promise_due_on
    db.session.flush()
    make_findable(process)
    record(process, "process.changed", actor=actor, now=now)


def set_phases(
    process: Process, spans: Sequence[rules.Span], *, actor: Actor, now: datetime
) -> None:
    """Give a draft its phases, in place of those it has.

    :raises WrongDates: if they do not follow one another.
    """
    authorise(policies.may_run(actor) and process.state is ProcessState.DRAFT)
    rules.check_spans(spans)

    write_phases(process, spans)
    record(process, "process.phases_set", actor=actor, now=now)


def write_phases(process: Process, spans: Sequence[rules.Span]) -> None:
    """Replace the phases of a process, and the dates copied from them."""
    db.session.execute(delete(Phase).where(Phase.process_id == process.id))
    db.session.add_all(
        Phase(
            process_id=process.id,
            position=position,
            type=span.type,
            title=span.title,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        )
        for position, span in enumerate(spans, start=1)
    )
    process.starts_at, process.ends_at = spans[0].starts_at, spans[-1].ends_at
    db.session.flush()


def take_version(process: Process, known_version: int) -> None:
    """Claim the next version in the database itself, so that of two writers one is told.

    :raises ChangedMeanwhile: if somebody changed it since.
    """
    claimed = db.session.scalars(
        update(Process)
        .where(Process.id == process.id, Process.version == known_version)
        .values(version=Process.version + 1)
        .execution_options(synchronize_session=False)
        .returning(Process.version)
    ).one_or_none()
    db.session.refresh(process)
    if claimed is None:
        raise rules.ChangedMeanwhile


def _start(
    recipe: Recipe,
    text: ProcessText,
    owner_id: int,
    territory_id: int,
    spans: Sequence[rules.Span],
    *,
    actor: Actor,
    now: datetime,
) -> Process:
    authorise(policies.may_run(actor))
    owner = organisations.get_organisation(owner_id, reader=actor)
    _check_words(text, owner_kind=owner.kind)
    rules.check_spans(spans)

    process = Process(
        recipe=recipe,
        title=_one_line(text.title),
        summary=_one_line(text.summary),
        purpose=text.purpose,
        purpose_html=str(markup.render(text.purpose)),
        owner_id=owner.id,
        territory_id=territory_id,
        promise=text.promise.strip(),
        promise_by=_one_line(text.promise_by),
        promise_due_on=text.promise_due_on,
        state=ProcessState.DRAFT,
        starts_at=spans[0].starts_at,
        ends_at=spans[-1].ends_at,
        author_id=actor.person_id,
        created_at=now,
        version=1,
    )
    db.session.add(process)
    db.session.flush()
    write_phases(process, spans)
    record(process, "process.started", actor=actor, now=now, recipe=recipe.value)
    return process


def _check_words(text: ProcessText, *, owner_kind: OrganisationKind) -> None:
    rules.check_words(
        text.title,
        text.summary,
        is_administration=owner_kind is OrganisationKind.INSTITUTION,
    )


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
