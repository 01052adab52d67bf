"""Changes proposed to a text: one, those that wait, all of an initiative."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, select

from auriga_web.accounts.models import Person
from auriga_web.core import keyset
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.core.strange_input import is_id
from auriga_web.initiatives import policies
from auriga_web.initiatives.models import Amendment, AmendmentState, Initiative
from auriga_web.organisations.models import Organisation
from auriga_web.services.models import ServiceArea

PAGE_SIZE = 20
_PLACE = (int, int)


class ListedAmendment(NamedTuple):
    """A proposed change, and who proposed it."""

    id: int
    version_no: int
    passage: str
    replacement: str
    reason: str
    state: AmendmentState
    created_at: datetime
    decided_at: datetime | None
    decision_reason: str
    accepted_version_no: int | None
    hidden_at: datetime | None
    author_name: str | None
    author_place: str
    body_id: int | None
    body_name: str | None


# What waits comes first.
_WAITS = case((Amendment.state == AmendmentState.PROPOSED, 1), else_=0)
_COLUMNS: Select[*tuple[Any, ...]] = (
    select(
        Amendment.id,
        Amendment.version_no,
        Amendment.passage,
        Amendment.replacement,
        Amendment.reason,
        Amendment.state,
        Amendment.created_at,
        Amendment.decided_at,
        Amendment.decision_reason,
        Amendment.accepted_version_no,
        Amendment.hidden_at,
        case((Person.is_name_public & ServiceArea.is_sensitive.is_(False), Person.name)),
        Amendment.author_place,
        Amendment.body_id,
        Organisation.name,
    )
    .join(Initiative, Initiative.id == Amendment.initiative_id)
    .join(ServiceArea, ServiceArea.id == Initiative.area_id)
    .join(Person, Person.id == Amendment.author_id)
    .join(Organisation, Organisation.id == Amendment.body_id, isouter=True)
)


def list_amendments(
    initiative_id: int, *, reader: Actor, cursor: str | None = None, limit: int = PAGE_SIZE
) -> keyset.Page[ListedAmendment]:
    """Return the changes proposed to a text that `reader` may see: what waits first, then the last.

    The reader is already known to see the initiative.
    """
    statement = _COLUMNS.where(
        Amendment.initiative_id == initiative_id, policies.amendment_readable_by(reader)
    )
    place = keyset.decode(cursor, kinds=_PLACE)
    if place is not None:
        statement = statement.where(keyset.after((_WAITS, Amendment.id), place, descending=True))
    rows = db.session.execute(
        statement.order_by(_WAITS.desc(), Amendment.id.desc()).limit(limit + 1)
    )
    return keyset.take(
        [ListedAmendment(*row) for row in rows],
        limit=limit,
        key=lambda row: (int(row.state is AmendmentState.PROPOSED), row.id),
    )


def get_amendment(amendment_id: int, *, reader: Actor) -> tuple[Amendment, Initiative]:
    """Return a proposed change that `reader` may see, and its initiative.

    :raises NoResultFound: if there is none.
    """
    row = db.session.execute(
        select(Amendment, Initiative)
        .join(Initiative, Initiative.id == Amendment.initiative_id)
        .where(
            Amendment.id == amendment_id,
            policies.readable_by(reader),
            policies.amendment_readable_by(reader),
        )
    ).one()
    return row[0], row[1]


def get_listed_amendment(amendment_id: int) -> ListedAmendment:
    """Return a proposed change as lists show it, to who was found to see it.

    :raises NoResultFound: if there is none.
    """
    return ListedAmendment(*db.session.execute(_COLUMNS.where(Amendment.id == amendment_id)).one())


def find_amendment(amendment_id: int | str) -> tuple[Amendment, Initiative] | None:
    """Return a proposed change and its initiative, whoever may see them; None if there is none."""
    key = str(amendment_id)
    if not is_id(key):
        return None
    amendment = db.session.get(Amendment, int(key))
    if amendment is None:
        return None
    return amendment, db.session.get_one(Initiative, amendment.initiative_id)


def list_open_amendments_of(initiative_id: int, *, author_id: int) -> Sequence[Amendment]:
    """Return what somebody proposed to a text and waits, oldest first."""
    return db.session.scalars(
        select(Amendment)
        .where(Amendment.initiative_id == initiative_id, Amendment.author_id == author_id)
        .where(Amendment.state == AmendmentState.PROPOSED)
        .order_by(Amendment.id)
    ).all()


def list_rivals(amendment: Amendment, *, reader: Actor) -> Sequence[tuple[int, str]]:
    """Return the other changes that wait on the very same passage, with their words."""
    rows = db.session.execute(
        select(Amendment.id, Amendment.replacement)
        .where(
            Amendment.initiative_id == amendment.initiative_id,
            Amendment.passage == amendment.passage,
            Amendment.state == AmendmentState.PROPOSED,
            Amendment.id != amendment.id,
            policies.amendment_readable_by(reader),
        )
        .order_by(Amendment.id)
        .limit(PAGE_SIZE)
    )
    return [(row.id, row.replacement) for row in rows]
