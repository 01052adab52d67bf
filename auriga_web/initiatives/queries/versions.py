"""The texts of an initiative, one after the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.initiatives.models import InitiativeVersion
from auriga_web.organisations.models import Organisation


class ListedVersion(NamedTuple):
    """Who wrote a version, when and why."""

    number: int
    at: datetime
    note: str
    author_name: str | None
    author_place: str
    body_name: str | None
    frozen_sha256: str | None
    frozen_at: datetime | None


def list_versions(initiative_id: int) -> Sequence[ListedVersion]:
    """Return the versions, the last one first."""
    rows = db.session.execute(
        select(
            InitiativeVersion.number,
            InitiativeVersion.at,
            InitiativeVersion.note,
            Person.name.label("author_name"),
            Person.is_name_public,
            InitiativeVersion.author_place,
            Organisation.name.label("body_name"),
            InitiativeVersion.frozen_sha256,
            InitiativeVersion.frozen_at,
        )
        .join(Person, Person.id == InitiativeVersion.author_id)
        .join(Organisation, Organisation.id == InitiativeVersion.body_id, isouter=True)
        .where(InitiativeVersion.initiative_id == initiative_id)
        .order_by(InitiativeVersion.number.desc())
    )
    return [
        ListedVersion(
            row.number,
            row.at,
            row.note,
            row.author_name if row.is_name_public else None,
            row.author_place,
            row.body_name,
            row.frozen_sha256,
            row.frozen_at,
        )
        for row in rows
    ]


def get_version(initiative_id: int, number: int) -> InitiativeVersion:
    """Return one text of an initiative that the caller has found readable.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(InitiativeVersion).where(
            InitiativeVersion.initiative_id == initiative_id, InitiativeVersion.number == number
        )
    ).one()


def find_previous_version(initiative_id: int, number: int) -> InitiativeVersion | None:
    """Return the text before one."""
    return db.session.scalars(
        select(InitiativeVersion)
        .where(InitiativeVersion.initiative_id == initiative_id, InitiativeVersion.number < number)
        .order_by(InitiativeVersion.number.desc())
        .limit(1)
    ).one_or_none()
