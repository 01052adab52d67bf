"""The roll as an operator looks somebody up on it, and how far the envelopes are counted."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from auriga_web.accounts.models import Person
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.voting import policies
from auriga_web.voting.models import PaperReading, PollRoll
from auriga_web.voting.rules import paper

_SHORTEST = 3


class OnRoll(NamedTuple):
    """Somebody on the roll; whether they voted on screen is not said, nor known."""

    person_id: int
    name: str
    on_paper: bool


def search_roll(poll_id: int, words: str, *, reader: Actor, limit: int = 20) -> Sequence[OnRoll]:
    """Return whom on the roll a beginning of a name fits; for operators alone."""
    wanted = words.strip().lower()
    if not policies.may_handle_paper(reader) or len(wanted) < _SHORTEST:
        return []
    name = func.lower(Person.name)
    rows = db.session.execute(
        select(Person.id, Person.name, PollRoll.on_paper)
        .join(PollRoll, PollRoll.voter_id == Person.id)
        .where(
            PollRoll.poll_id == poll_id,
            name.startswith(wanted, autoescape=True) | name.contains(f" {wanted}", autoescape=True),
        )
        .order_by(Person.name, Person.id)
        .limit(limit)
    )
    return [OnRoll(*row) for row in rows]


def count_envelopes(poll_id: int) -> int:
    """Return how many were checked off for a paper ballot."""
    checked_off = select(func.count()).where(PollRoll.poll_id == poll_id, PollRoll.on_paper)
    return db.session.scalar(checked_off.select_from(PollRoll)) or 0


def progress_of(poll_id: int) -> paper.Progress:
    """Return how far the count of envelopes is."""
    rows = db.session.execute(
        select(PaperReading.sheet, PaperReading.operator_id, PaperReading.answers)
        .where(PaperReading.poll_id == poll_id)
        .order_by(PaperReading.sheet, PaperReading.operator_id)
    )
    return paper.progress((paper.Reading(*row) for row in rows), envelopes=count_envelopes(poll_id))
