"""The minutes of a meeting, with their corrections, decisions and commitments."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative
from auriga_web.meetings.models import (
    Commitment,
    CommitmentState,
    Correction,
    Decision,
    Minutes,
)
from auriga_web.needs.models import Need


class DecisionRow(NamedTuple):
    """A decision, with the title of what it is about if everybody may read that."""

    text: str
    need_id: int | None
    need_title: str | None
    initiative_id: int | None
    initiative_title: str | None


class CommitmentRow(NamedTuple):
    """A commitment, with the title of what it is about if everybody may read that."""

    id: int
    what: str
    who: str
    due_on: date
    state: CommitmentState
    note: str
    need_id: int | None
    need_title: str | None
    initiative_id: int | None
    initiative_title: str | None


def find_minutes(meeting_id: int) -> Minutes | None:
    """Return the minutes of a meeting, if any are written."""
    return db.session.scalars(select(Minutes).where(Minutes.meeting_id == meeting_id)).one_or_none()


def get_minutes(meeting_id: int) -> Minutes:
    """Return the minutes of a meeting.

    :raises NoResultFound: if none are written.
    """
    return db.session.scalars(select(Minutes).where(Minutes.meeting_id == meeting_id)).one()


def list_corrections(minutes_id: int) -> Sequence[Correction]:
    """Return what people ask to correct, first thing first."""
    return db.session.scalars(
        select(Correction).where(Correction.minutes_id == minutes_id).order_by(Correction.id)
    ).all()


def get_correction(minutes_id: int, correction_id: int) -> Correction:
    """Return one correction of these minutes.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Correction).where(
            Correction.id == correction_id, Correction.minutes_id == minutes_id
        )
    ).one()


def count_unanswered(minutes_id: int) -> int:
    """Return how many corrections wait for an answer."""
    return (
        db.session.scalar(
            select(func.count(Correction.id)).where(
                Correction.minutes_id == minutes_id, Correction.is_accepted.is_(None)
            )
        )
        or 0
    )


def list_decisions(minutes_id: int) -> Sequence[DecisionRow]:
    """Return what was decided, in the order in which it was written."""
    rows = db.session.execute(
        select(
            Decision.text,
            Decision.need_id,
            Need.title,
            Decision.initiative_id,
            Initiative.title,
        )
        .join(Need, (Need.id == Decision.need_id) & Need.is_listed.is_(True), isouter=True)
        .join(
            Initiative,
            (Initiative.id == Decision.initiative_id) & Initiative.hidden_at.is_(None),
            isouter=True,
        )
        .where(Decision.minutes_id == minutes_id)
        .order_by(Decision.id)
    )
    return [DecisionRow(*row) for row in rows]


def list_commitments(minutes_id: int) -> Sequence[CommitmentRow]:
    """Return who promised what, soonest due first."""
    rows: Sequence[Any] = db.session.execute(
        select(
            Commitment.id,
            Commitment.what,
            Commitment.who,
            Commitment.due_on,
            Commitment.state,
            Commitment.note,
            Commitment.need_id,
            Need.title,
            Commitment.initiative_id,
            Initiative.title,
        )
        .join(Need, (Need.id == Commitment.need_id) & Need.is_listed.is_(True), isouter=True)
        .join(
            Initiative,
            (Initiative.id == Commitment.initiative_id) & Initiative.hidden_at.is_(None),
            isouter=True,
        )
        .where(Commitment.minutes_id == minutes_id)
        .order_by(Commitment.due_on, Commitment.id)
    ).all()
    return [CommitmentRow(*row) for row in rows]


def get_commitment(commitment_id: int) -> tuple[Commitment, Minutes]:
    """Return a commitment and the minutes it stands in.

    :raises NoResultFound: if there is none.
    """
    row = db.session.execute(
        select(Commitment, Minutes)
        .join(Minutes, Minutes.id == Commitment.minutes_id)
        .where(Commitment.id == commitment_id)
    ).one()
    return row[0], row[1]
