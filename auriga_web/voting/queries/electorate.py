"""Who could vote now, and how one person stands; before the opening, when the roll is drawn."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, true

from auriga_web.accounts.models import AgeBand, Person, Verification
from auriga_web.core.access import Actor, Channel, Level
from auriga_web.core.database import db
from auriga_web.territories import queries as territories
from auriga_web.territories.models import Relation, Residency
from auriga_web.voting.models import Electorate, Poll, PollListed, PollRoll
from auriga_web.voting.rules.config import Config
from auriga_web.voting.rules.electorate import Standing

_RELATIONS = {
    Electorate.LIVES: frozenset({Relation.LIVES}),
    Electorate.TIED: frozenset(Relation),
}


class EligibleVoter(NamedTuple):
    """Somebody who goes on the roll, where they live, and how they were verified."""

    voter_id: int
    territory_id: int
    channel: Channel


def list_eligible(poll: Poll, configuration: Config) -> Sequence[EligibleVoter]:
    """Return everyone who would be on the roll now, in the order of their ids."""
    rows = db.session.execute(_eligible(poll, configuration).order_by(Person.id))
    return [EligibleVoter(*row) for row in rows]


def count_eligible(poll: Poll, configuration: Config) -> int:
    """Return how many would be on the roll now."""
    people = _eligible(poll, configuration).subquery()
    return db.session.scalar(select(func.count()).select_from(people)) or 0


def count_listed(poll_id: int) -> int:
    """Return how many are on the list of a vote, verified or not."""
    listed = select(func.count()).select_from(PollListed).where(PollListed.poll_id == poll_id)
    return db.session.scalar(listed) or 0


def standing_of(poll: Poll, configuration: Config, *, reader: Actor) -> Standing:
    """Return how the reader stands: on the roll once it is drawn, as they would be before."""
    if reader.person_id is None:
        return Standing.VISITOR
    if poll.roll_size is not None:
        drawn = select(PollRoll.voter_id).where(
            PollRoll.poll_id == poll.id, PollRoll.voter_id == reader.person_id
        )
        is_on = db.session.execute(drawn).one_or_none() is not None
        return Standing.ON_ROLL if is_on else Standing.OFF_ROLL
    if not reader.is_verified:
        return Standing.NOT_VERIFIED
    me = Person.id == reader.person_id
    if db.session.execute(_eligible(poll, configuration).where(me)).first() is not None:
        return Standing.WOULD_BE
    any_age = _eligible(poll, configuration, of_any_age=True).where(me)
    if configuration.youngest and db.session.execute(any_age).first() is not None:
        return Standing.TOO_YOUNG
    is_listed = configuration.electorate == Electorate.LISTED
    return Standing.NOT_LISTED if is_listed else Standing.NOT_FROM_HERE


def _eligible(
    poll: Poll, configuration: Config, *, of_any_age: bool = False
) -> Select[int, int, Channel]:
    electorate = Electorate(configuration.electorate)
    is_listed = electorate is Electorate.LISTED
    home = func.min(Residency.territory_id)
    statement = (
        select(
            Person.id,
            func.coalesce(home, poll.territory_id) if is_listed else home,
            Verification.channel,
        )
        .join(Verification, Verification.person_id == Person.id)
        .where(
            Person.active,
            Person.level == Level.VERIFIED,
            true() if of_any_age else _is_old_enough(configuration.youngest),
        )
        .group_by(Person.id, Verification.channel)
    )
    if is_listed:
        lives = (Residency.person_id == Person.id) & (Residency.relation == Relation.LIVES)
        return statement.outerjoin(Residency, lives).where(
            Person.id.in_(select(PollListed.person_id).where(PollListed.poll_id == poll.id))
        )
    return statement.join(Residency, Residency.person_id == Person.id).where(
        Residency.relation.in_(_RELATIONS[electorate]),
        Residency.territory_id.in_(territories.descendants(poll.territory_id)),
    )


def _is_old_enough(youngest: str) -> ColumnElement[bool]:
    if not youngest:
        return true()
    bands = list(AgeBand)
    return Verification.age_band.in_(bands[bands.index(AgeBand(youngest)) :])
