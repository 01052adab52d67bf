"""The list of processes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, select

from auriga_web.core import keyset
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.organisations.models import Organisation
from auriga_web.processes.models import Phase, PhaseType, Process, ProcessState, Recipe
from auriga_web.processes.policies import readable_by
from auriga_web.territories.models import Territory, TerritoryKind

PAGE_SIZE = 20
_PLACE = (datetime, int)


class When(StrEnum):
    """Which processes are asked for; the words are those of the address."""

    RUNNING = "in-corso"
    COMING = "in-arrivo"
    ENDED = "conclusi"


class ProcessRow(NamedTuple):
    """What a list shows of a process."""

    id: int
    title: str
    summary: str
    recipe: Recipe
    state: ProcessState
    starts_at: datetime
    ends_at: datetime
    owner_name: str
    territory_name: str
    territory_kind: TerritoryKind
    phase: PhaseType | None
    until: datetime | None


_LIST = (
    select(
        Process.id,
        Process.title,
        Process.summary,
        Process.recipe,
        Process.state,
        Process.starts_at,
        Process.ends_at,
        Organisation.name,
        Territory.name,
        Territory.kind,
        Phase.type,
        Phase.ends_at,
    )
    .join(Organisation, Organisation.id == Process.owner_id)
    .join(Territory, Territory.id == Process.territory_id)
    .join(
        Phase,
        and_(
            Phase.process_id == Process.id,
            Phase.starts_at <= bindparam("now"),
            Phase.ends_at > bindparam("now"),
        ),
        isouter=True,
    )
)


def list_processes(
    *,
    reader: Actor,
    now: datetime,
    when: When | None = None,
    territory_ids: Collection[int] = (),
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> keyset.Page[ProcessRow]:
    """Return processes, those that begin last first."""
    statement = _of_time(_LIST.where(readable_by(reader)), when, now)
    if territory_ids:
        statement = statement.where(Process.territory_id.in_(territory_ids))
    place = keyset.decode(cursor, kinds=_PLACE)
    if place is not None:
        statement = statement.where(
            keyset.after((Process.starts_at, Process.id), place, descending=True)
        )
    rows = db.session.execute(
        statement.order_by(Process.starts_at.desc(), Process.id.desc()).limit(limit + 1),
        {"now": now},
    ).all()
    return keyset.take(
        [ProcessRow(*row) for row in rows], limit=limit, key=lambda row: (row.starts_at, row.id)
    )


def list_running(*, now: datetime, limit: int) -> Sequence[ProcessRow]:
    """Return the processes that are under way, those that change phase first before the others."""
    rows: Sequence[Any] = db.session.execute(
        _LIST.where(Process.state == ProcessState.OPEN, Phase.id.is_not(None))
        .order_by(Phase.ends_at, Process.id)
        .limit(limit),
        {"now": now},
    ).all()
    return [ProcessRow(*row) for row in rows]


def _of_time(
    statement: Select[*tuple[Any, ...]], when: When | None, now: datetime
) -> Select[*tuple[Any, ...]]:
    is_open = Process.state == ProcessState.OPEN
    match when:
        case When.RUNNING:
            return statement.where(is_open, Process.starts_at <= now)
        case When.COMING:
            return statement.where(is_open, Process.starts_at > now)
        case When.ENDED:
            return statement.where(
                Process.state.in_([ProcessState.CONCLUDED, ProcessState.STOPPED])
            )
        case None:
            return statement
