"""Reading bodies: the directory, what waits to be verified, one body."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload

from auriga_web.core import keyset
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.core.search import list_matching_ids
from auriga_web.organisations import policies
from auriga_web.organisations.models import Organisation, OrganisationKind, OrganisationState
from auriga_web.territories.models import Territory

PAGE_SIZE = 30
OF_THE_CONSORTIUM = (
    OrganisationKind.CONSORTIUM,
    OrganisationKind.COOPERATIVE_A,
    OrganisationKind.COOPERATIVE_B,
)


def list_organisations(
    *,
    kinds: Collection[OrganisationKind] = (),
    territory_ids: Collection[int] = (),
    words: str = "",
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> keyset.Page[Row[Any]]:
    """Return the verified bodies by name, of these kinds and places if any are given.

    With `words`, those whose name, skills or description hold them.
    """
    name = func.lower(Organisation.name)
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Organisation.description,
            Organisation.skills,
            Territory.name.label("comune"),
            name.label("sorted_by"),
        )
        .outerjoin(Territory, Territory.id == Organisation.comune_id)
        .where(Organisation.state == OrganisationState.VERIFIED)
        .order_by(name, Organisation.id)
        .limit(limit + 1)
    )
    if kinds:
        statement = statement.where(Organisation.kind.in_(kinds))
    if territory_ids:
        statement = statement.where(Organisation.comune_id.in_(territory_ids))
    if words.strip():
        found = list_matching_ids(words, kind="organisation")
        statement = statement.where(Organisation.id.in_(found))
    after = keyset.decode(cursor, kinds=(str, int))
    if after is not None:
        statement = statement.where(keyset.after([name, Organisation.id], after, descending=False))
    rows = db.session.execute(statement).all()
    return keyset.take(rows, limit=limit, key=lambda row: (row.sorted_by, row.id))


def list_consortium() -> Sequence[Any]:
    """Return the consortium, then its cooperatives of either kind, by name."""
    return db.session.execute(
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Organisation.description,
            Organisation.skills,
            Territory.name.label("comune"),
        )
        .outerjoin(Territory, Territory.id == Organisation.comune_id)
        .where(Organisation.state == OrganisationState.VERIFIED)
        .where(Organisation.kind.in_(OF_THE_CONSORTIUM))
        .order_by(func.lower(Organisation.name), Organisation.id)
        .limit(60)
    ).all()


def list_requests() -> Sequence[Organisation]:
    """Return the bodies that wait to be verified, oldest first, comune loaded."""
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.state == OrganisationState.REQUESTED)
        .options(joinedload(Organisation.comune))
        .order_by(Organisation.requested_at, Organisation.id)
        .limit(200)
    ).all()


def get_organisation(organisation_id: int, *, reader: Actor) -> Organisation:
    """Return a body that `reader` may see, comune loaded.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.id == organisation_id, policies.readable_by(reader))
        .options(joinedload(Organisation.comune))
    ).one()


def find_organisation_by_fiscal_code(fiscal_code: str) -> Organisation | None:
    """Return the body with this fiscal code."""
    return db.session.scalars(
        select(Organisation).where(Organisation.fiscal_code == fiscal_code)
    ).one_or_none()
