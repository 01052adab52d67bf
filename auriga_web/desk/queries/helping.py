"""Reading the desk: whom an operator helps now, what was done for somebody, by which channel."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import String, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor, Channel, Level
from auriga_web.core.database import db
from auriga_web.desk import policies
from auriga_web.desk.models import Assistance, Card
from auriga_web.discussion.models import Comment, Thread
from auriga_web.needs.models import Need, Support


class Done(NamedTuple):
    """Something done for a person: what, on which subject, when."""

    what: str
    subject_kind: str
    subject_id: str
    at: datetime


def find_assisted(assistance_id: int, *, operator_id: int) -> Actor | None:
    """Return the person whom an operator helps now, as they act; None once it has ended."""
    row = db.session.execute(
        select(Person.id, Person.name, Person.level, Assistance.channel)
        .join(Person, Person.id == Assistance.person_id)
        .where(Assistance.id == assistance_id, Assistance.operator_id == operator_id)
        .where(Assistance.ended_at.is_(None), Person.active)
    ).one_or_none()
    if row is None:
        return None
    return Actor(
        person_id=row.id,
        operator_id=operator_id,
        channel=row.channel,
        level=Level(row.level),
        display_name=row.name,
    )


def get_assistance(assistance_id: int, *, reader: Actor) -> Assistance:
    """Return one that `reader` may see, both persons loaded.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Assistance)
        .where(Assistance.id == assistance_id, policies.readable_by(reader))
        .options(joinedload(Assistance.person), joinedload(Assistance.operator))
    ).one()


def get_own_assistance(assistance_id: int, *, operator_id: int | None) -> Assistance:
    """Return one that an operator began.

    :raises NoResultFound: if they did not.
    """
    return db.session.scalars(
        select(Assistance).where(
            Assistance.id == assistance_id, Assistance.operator_id == operator_id
        )
    ).one()


def list_done(assistance: Assistance, *, now: datetime) -> Sequence[Done]:
    """Return what was done for the person meanwhile, first thing first, in one statement."""
    until = assistance.ended_at or now
    person_id, operator_id = assistance.person_id, assistance.operator_id
    parts = [
        select(
            literal("need").label("what"),
            literal("need").label("subject_kind"),
            Need.id.cast(String).label("subject_id"),
            Need.created_at.label("at"),
        ).where(Need.author_id == person_id, Need.operator_id == operator_id),
        select(
            literal("support"), literal("need"), Support.need_id.cast(String), Support.created_at
        ).where(Support.person_id == person_id, Support.operator_id == operator_id),
        select(literal("comment"), Thread.subject_kind, Thread.subject_id, Comment.created_at)
        .join(Thread, Thread.id == Comment.thread_id)
        .where(Comment.author_id == person_id, Comment.operator_id == operator_id),
    ]
    done = union_all(*parts).subquery()
    rows = db.session.execute(
        select(done)
        .where(done.c.at >= assistance.started_at, done.c.at <= until)
        .order_by(done.c.at, done.c.what, done.c.subject_id)
        .limit(100)
    )
    return [Done(*row) for row in rows]


def find_card(person_id: int) -> Card | None:
    """Return the card of a person; None if they never had one."""
    return db.session.get(Card, person_id)


def count_by_channel() -> Mapping[str, Mapping[Channel, int]]:
    """Return how many public needs and supports came by each channel, in one statement."""
    parts = [
        select(
            literal("needs").label("what"), Need.channel.label("channel"), func.count().label("n")
        )
        .where(Need.is_listed)
        .group_by(Need.channel),
        select(literal("supports"), Support.channel, func.count())
        .join(Need, Need.id == Support.need_id)
        .where(Need.is_listed)
        .group_by(Support.channel),
    ]
    counted: dict[str, dict[Channel, int]] = {"needs": {}, "supports": {}}
    for what, channel, n in db.session.execute(union_all(*parts)):
        counted[what][Channel(channel)] = n
    return counted
