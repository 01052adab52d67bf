"""Who asked to be forgotten, who was, and what an erasure waits for."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from auriga_web.accounts.models import Consent, Erasure, Person
from auriga_web.core.access import Actor
from auriga_web.core.database import db

_Condition = Callable[[], ColumnElement[bool]]
_holding_back: list[_Condition] = []


def hold_back_erasure(condition: _Condition) -> None:
    """Let no erasure happen while this holds of `Erasure.person_id`; features above say so.

    It is for what must not lose a person half way, such as a vote whose roll they are on.
    """
    if condition not in _holding_back:
        _holding_back.append(condition)


def find_erasure(person_id: int) -> Erasure | None:
    """Return the erasure that a person asked for."""
    return db.session.get(Erasure, person_id, populate_existing=True)


def is_erasure_held_back(person_id: int) -> bool:
    """Tell whether something has to end before a person can be forgotten."""
    held = [condition() for condition in _holding_back]
    found = select(Erasure.person_id).where(Erasure.person_id == person_id)
    return any(db.session.scalar(found.where(condition)) is not None for condition in held)


def list_erasures_due(now: datetime, *, limit: int = 50) -> Sequence[Erasure]:
    """Return whom it is time to forget, longest waiting first."""
    return db.session.scalars(
        select(Erasure)
        .where(Erasure.done_at.is_(None), Erasure.due_at <= now)
        .where(*(~condition() for condition in _holding_back))
        .order_by(Erasure.due_at, Erasure.person_id)
        .limit(limit)
    ).all()


def list_erased() -> Sequence[Any]:
    """Return who was forgotten: number, when the account was made, how, when; oldest first."""
    return db.session.execute(
        select(Erasure.person_id, Person.created_at, Erasure.mode, Erasure.done_at)
        .join(Person, Person.id == Erasure.person_id)
        .where(Erasure.done_at.is_not(None))
        .order_by(Erasure.done_at, Erasure.person_id)
    ).all()


def find_person_made_at(person_id: int, created_at: datetime) -> Person | None:
    """Return a person by number if the account is the one made then, and not another's."""
    return db.session.scalars(
        select(Person).where(Person.id == person_id, Person.created_at == created_at)
    ).one_or_none()


def list_consents(reader: Actor) -> Sequence[Consent]:
    """Return what the reader agreed to, newest first."""
    return db.session.scalars(
        select(Consent)
        .where(Consent.person_id == reader.person_id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    ).all()
