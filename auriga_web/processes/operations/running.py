"""Opening a process, moving its days, and ending it."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import select

from auriga_web.core import markup
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.clock import ROME
from auriga_web.core.database import db, lock_writers
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.processes import policies, queries, rules
from auriga_web.processes.events import (
    PhasesMoved,
    ProcessConcluded,
    ProcessOpened,
    ProcessStopped,
)
from auriga_web.processes.models import Process, ProcessState
from auriga_web.processes.operations.finding import make_findable, record
from auriga_web.processes.operations.writing import write_phases
from auriga_web.territories import queries as territories
from auriga_web.territories.models import Territory, TerritoryKind

PROMISE_DUTY = "process.promise"


def open_process(process: Process, *, actor: Actor, now: datetime) -> None:
    """Make a process public; from here on its phases decide what is open.

    :raises CannotOpen: if its promise is not whole, its days have passed, or as many processes as
        may run in its territory already do.
    """
    authorise(policies.may_run(actor))
    _lock(process)
    rules.check_can_open(
        is_draft=process.state is ProcessState.DRAFT,
        promise=process.promise,
        promise_by=process.promise_by,
        promise_due_on=process.promise_due_on,
        starts_at=process.starts_at,
        ends_at=process.ends_at,
        now=now,
    )
    _check_room(process)

    process.state, process.opened_at = ProcessState.OPEN, now
    process.version += 1
    db.session.flush()
    assert process.promise_due_on is not None
    duties.open_duty(
        kind=PROMISE_DUTY,
        subject=("process", process.id),
        role=Role.FACILITATOR,
        due_at=datetime.combine(process.promise_due_on, time(23, 59), tzinfo=ROME),
        now=now,
    )
    make_findable(process)
    record(process, "process.opened", actor=actor, now=now)

    announce(ProcessOpened(process_id=process.id, person_id=actor.person_id, at=now))


def move_phases(
    process: Process, spans: Sequence[rules.Span], *, actor: Actor, now: datetime
) -> None:
    """Move the days of an open process without taking time from anybody.

    :raises WrongDates: if it would.
    :raises CannotOpen: if as many processes as may run in those days already do.
    """
    authorise(policies.may_run(actor))
    _lock(process)
    authorise(process.state is ProcessState.OPEN)
    before = [
        rules.Span(phase.type, rules.first_day(phase.starts_at), rules.last_day(phase.ends_at))
        for phase in queries.list_phases(process.id)
    ]
    rules.check_spans(spans)
    rules.check_moved(before, spans, now=now)

    write_phases(process, spans)
    _check_room(process)
    process.version += 1
    db.session.flush()
    record(process, "process.phases_moved", actor=actor, now=now)

    announce(PhasesMoved(process_id=process.id, person_id=actor.person_id, at=now))


def conclude(process: Process, *, outcome: str, actor: Actor, now: datetime) -> None:
    """End a process and say what came of it: its promise is kept.

    :raises CannotEnd: if it is not open, or says nothing.
    """
    authorise(policies.may_run(actor))
    outcome_html = str(markup.render(outcome))
    _lock(process)
    rules.check_can_end(is_open=process.state is ProcessState.OPEN, words=outcome)

    process.outcome, process.outcome_html = outcome.strip(), outcome_html
    _end(process, ProcessState.CONCLUDED, actor=actor, now=now)

    announce(ProcessConcluded(process_id=process.id, person_id=actor.person_id, at=now))


def stop(process: Process, *, reason: str, actor: Actor, now: datetime) -> None:
    """End a process before its time, for a reason that everybody reads.

    :raises CannotEnd: if it is not open, or gives no reason.
    """
    authorise(policies.may_run(actor))
    _lock(process)
    rules.check_can_end(is_open=process.state is ProcessState.OPEN, words=reason)

    process.state_reason = reason.strip()
    _end(process, ProcessState.STOPPED, actor=actor, now=now)

    announce(ProcessStopped(process_id=process.id, person_id=actor.person_id, at=now))


def _end(process: Process, state: ProcessState, *, actor: Actor, now: datetime) -> None:
    process.state, process.closed_at = state, now
    process.version += 1
    db.session.flush()
    duties.settle_duty(kind=PROMISE_DUTY, subject=("process", process.id), now=now)
    make_findable(process)
    record(process, f"process.{state.value}", actor=actor, now=now)


def _lock(process: Process) -> None:
    db.session.flush()
    lock_writers()
    db.session.refresh(process, with_for_update={"key_share": True})


def _check_room(process: Process) -> None:
    """Count who asks the same people, one opening at a time: two at once are not both the last."""
    db.session.scalars(
        select(Territory.id)
        .where(Territory.kind == TerritoryKind.PROVINCE)
        .order_by(Territory.id)
        .with_for_update(key_share=True)
    ).all()
    around = territories.ancestors(process.territory_id) | territories.descendants(
        process.territory_id
    )
    rules.check_room(
        queries.count_running(
            around,
            starts_at=process.starts_at,
            ends_at=process.ends_at,
            without=process.id,
        )
    )
