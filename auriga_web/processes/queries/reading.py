"""One process, with what its page shows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.organisations.models import Organisation, OrganisationKind, OrganisationState
from auriga_web.processes.models import Phase, Process, ProcessState
from auriga_web.processes.policies import readable_by
from auriga_web.territories.models import Territory


class ProcessPage(NamedTuple):
    """What the page of a process shows of it."""

    process: Process
    owner: Organisation
    territory: Territory
    phases: Sequence[Phase]

    @property
    def is_administrations(self) -> bool:
        """Whether a public administration owns it, and its words may be used."""
        return self.owner.kind is OrganisationKind.INSTITUTION


def get_process(process_id: int, *, reader: Actor) -> Process:
    """Return a process `reader` may see.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Process).where(Process.id == process_id, readable_by(reader))
    ).one()


def find_process(process_id: int) -> Process | None:
    """Return a process, whoever reads, or nothing."""
    return db.session.get(Process, process_id)


def get_process_page(process_id: int, *, reader: Actor) -> ProcessPage:
    """Return a process with its owner, its territory and its phases in their order.

    :raises NoResultFound: if `reader` may see none with this id.
    """
    row = db.session.execute(
        select(Process, Organisation, Territory)
        .join(Organisation, Organisation.id == Process.owner_id)
        .join(Territory, Territory.id == Process.territory_id)
        .where(Process.id == process_id, readable_by(reader))
    ).one()
    return ProcessPage(row[0], row[1], row[2], list_phases(process_id))


def list_phases(process_id: int) -> Sequence[Phase]:
    """Return the phases of a process in their order."""
    return db.session.scalars(
        select(Phase).where(Phase.process_id == process_id).order_by(Phase.position, Phase.id)
    ).all()


def owner_of(process: Process) -> Organisation:
    """Return the body that owns a process."""
    return db.session.scalars(select(Organisation).where(Organisation.id == process.owner_id)).one()


def list_owners() -> Sequence[tuple[int, str]]:
    """Return the verified organisations by name, the consortium and institutions first."""
    own = (OrganisationKind.CONSORTIUM, OrganisationKind.INSTITUTION)
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .where(Organisation.state == OrganisationState.VERIFIED)
        .order_by(Organisation.kind.not_in(own), Organisation.name, Organisation.id)
    )
    return [(row[0], row[1]) for row in rows]


def list_choices(*, now: datetime) -> Sequence[tuple[int, str]]:
    """Return id and title of the open processes that are not over, for a form's choices."""
    rows = db.session.execute(
        select(Process.id, Process.title)
        .where(Process.state == ProcessState.OPEN, Process.ends_at > now)
        .order_by(Process.title, Process.id)
    )
    return [(row[0], row[1]) for row in rows]


def count_running(
    territory_ids: Collection[int], *, starts_at: datetime, ends_at: datetime, without: int
) -> int:
    """Count the open processes of these places that share a moment with `[starts_at, ends_at)`."""
    return (
        db.session.scalar(
            select(func.count(Process.id)).where(
                Process.state == ProcessState.OPEN,
                Process.territory_id.in_(territory_ids),
                Process.starts_at < ends_at,
                Process.ends_at > starts_at,
                Process.id != without,
            )
        )
        or 0
    )
