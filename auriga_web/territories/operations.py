"""Loading the territories and declaring where one lives, works or cares."""

import json
from datetime import date, datetime
from importlib import resources
from typing import Any

from sqlalchemy import delete, select

from auriga_web.accounts.models import Person
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, lock_writers
from auriga_web.territories.models import (
    Relation,
    Residency,
    Territory,
    TerritoryKind,
    TerritoryPart,
)


class UnknownComune(Exception):
    """The place chosen is not a comune we know."""


def load_territories(now: datetime) -> int:
    """Bring the territories to what the data file says; safe to run again.

    Changes what differs and deletes nothing: needs and residencies hang on these rows. A comune
    that moves to another zona keeps its old part, ended on the day of the load. Returns how many
    territories the file names.
    """
    data: dict[str, Any] = json.loads(
        resources.files("auriga_web.territories").joinpath("data/umbria.json").read_text("utf-8")
    )
    known = {territory.istat_code: territory for territory in db.session.scalars(select(Territory))}
    province = _upsert(known, TerritoryKind.PROVINCE, data["province"])
    for zone in data["zones"]:
        _upsert(known, TerritoryKind.ZONA, zone)
    for comune in data["comuni"]:
        _upsert(known, TerritoryKind.COMUNE, comune)
    db.session.flush()

    wanted = {(known[row["zone"]].id, known[row["code"]].id) for row in data["comuni"]}
    wanted |= {
        (province.id, known[row["code"]].id) for row in data["comuni"] if row["province"] == "PG"
    }
    _settle_parts(wanted, since=date.fromisoformat(data["reference_date"]), today=now.date())
    return 1 + len(data["zones"]) + len(data["comuni"])


def declare_residency(
    *, territory_id: int, relation: Relation, actor: Actor, now: datetime
) -> Residency:
    """Say that the actor lives, works or cares in a comune; a person lives in one comune only.

    :raises UnknownComune: if the territory is not a comune.
    """
    authorise(actor.person_id is not None)
    assert actor.person_id is not None
    kind = db.session.scalar(select(Territory.kind).where(Territory.id == territory_id))
    if kind is not TerritoryKind.COMUNE:
        raise UnknownComune(territory_id)

    # One at a time: two answers sent together must not give a person two homes.
    lock_writers()
    db.session.execute(select(Person.id).where(Person.id == actor.person_id).with_for_update())
    mine = select(Residency).where(
        Residency.person_id == actor.person_id, Residency.relation == relation
    )
    if relation is not Relation.LIVES:
        mine = mine.where(Residency.territory_id == territory_id)
    residency = db.session.scalars(mine).first()
    if residency is None:
        residency = Residency(person_id=actor.person_id, relation=relation, declared_at=now)
        db.session.add(residency)
    if residency.territory_id != territory_id:
        residency.territory_id = territory_id
        residency.declared_at = now
    db.session.flush()
    audit.record(
        actor=actor,
        action="residency.declared",
        subject_kind="residency",
        subject_id=residency.id,
        now=now,
    )
    return residency


def end_residency(residency: Residency, *, actor: Actor, now: datetime) -> None:
    """Forget that the actor lives, works or cares somewhere."""
    authorise(actor.person_id == residency.person_id)

    db.session.delete(residency)
    db.session.flush()
    audit.record(
        actor=actor,
        action="residency.ended",
        subject_kind="residency",
        subject_id=residency.id,
        now=now,
    )


def _upsert(known: dict[str, Territory], kind: TerritoryKind, row: dict[str, Any]) -> Territory:
    territory = known.get(row["code"])
    if territory is None:
        territory = known[row["code"]] = Territory(istat_code=row["code"])
        db.session.add(territory)
    territory.kind = kind
    territory.name = row["name"]
    territory.slug = row["slug"]
    territory.population = row.get("population")
    territory.latitude = row.get("latitude")
    territory.longitude = row.get("longitude")
    territory.outline = row.get("path")
    return territory


def _settle_parts(wanted: set[tuple[int, int]], *, since: date, today: date) -> None:
    present = {
        (part.parent_id, part.child_id): part
        for part in db.session.scalars(
            select(TerritoryPart).where(TerritoryPart.valid_to.is_(None))
        )
    }
    for pair, part in present.items():
        if pair in wanted:
            continue
        if part.valid_from < today:
            part.valid_to = today
        else:
            db.session.delete(part)
    starts = today if present else since
    for parent_id, child_id in sorted(wanted - present.keys()):
        db.session.add(TerritoryPart(parent_id=parent_id, child_id=child_id, valid_from=starts))
    db.session.flush()


def forget_residencies(person_id: int) -> None:
    """Forget where somebody lives, works or looks after someone: they are to be forgotten."""
    db.session.execute(delete(Residency).where(Residency.person_id == person_id))
