"""Where a process stands at a moment: what whoever writes on a thing in it asks first."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select

from auriga_web.core.database import db
from auriga_web.processes import rules
from auriga_web.processes.models import Phase, PhaseType, Process, ProcessState


class Moment(NamedTuple):
    """A process at a moment: the phase it is in, if any, and until when (excluded)."""

    process_id: int
    title: str
    state: ProcessState
    starts_at: datetime
    ends_at: datetime
    phase: PhaseType | None
    phase_title: str | None
    until: datetime | None

    @property
    def present(self) -> PhaseType | None:
        """The phase that counts: one of a process that is open."""
        return self.phase if self.state is ProcessState.OPEN else None


_MOMENT = (
    select(
        Process.id,
        Process.title,
        Process.state,
        Process.starts_at,
        Process.ends_at,
        Phase.type,
        Phase.title,
        Phase.ends_at,
    )
    .join(
        Phase,
        and_(
            Phase.process_id == Process.id,
            Phase.starts_at <= bindparam("now"),
            Phase.ends_at > bindparam("now"),
        ),
        isouter=True,
    )
    .where(Process.id == bindparam("process_id"))
)


def find_moment(process_id: int, *, now: datetime) -> Moment | None:
    """Return where a process stands, or nothing if there is none."""
    row = db.session.execute(_MOMENT, {"process_id": process_id, "now": now}).one_or_none()
    return None if row is None else Moment(*row)


def is_open(process_id: int | None, act: rules.Act, *, now: datetime) -> bool:
    """Tell whether an act is open on a thing of this process; outside any process all are."""
    if process_id is None:
        return True
    moment = find_moment(process_id, now=now)
    return moment is not None and rules.is_open(act, moment.present)


def check_open(process_id: int | None, act: rules.Act, *, now: datetime) -> None:
    """Check that an act is open on a thing of this process; outside any process all are.

    :raises NotOpen: if the present phase does not open it.
    """
    if process_id is None:
        return
    moment = find_moment(process_id, now=now)
    rules.check_open(act, None if moment is None else moment.present)
