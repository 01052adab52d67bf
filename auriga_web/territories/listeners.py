"""What territories do when something happens below: load themselves, write where somebody lives."""

from sqlalchemy.exc import NoResultFound

from auriga_web.accounts.events import InstallationPrepared, PersonErased, PersonVerified
from auriga_web.core.access import Actor, Channel
from auriga_web.core.events import listens_to
from auriga_web.territories import operations, queries
from auriga_web.territories.models import Relation


@listens_to(InstallationPrepared)
def load(event: InstallationPrepared) -> None:
    operations.load_territories(event.now)


@listens_to(PersonVerified)
def write_residency(event: PersonVerified) -> None:
    comune = next(
        (place for place in queries.list_comuni() if place.code == event.comune_code), None
    )
    if comune is None:
        raise NoResultFound
    operations.declare_residency(
        territory_id=comune.id,
        relation=Relation(event.relation),
        actor=Actor(
            person_id=event.person_id,
            operator_id=event.actor.person_id,
            channel=Channel.DESK,
        ),
        now=event.now,
    )


@listens_to(PersonErased)
def forget_places(event: PersonErased) -> None:
    operations.forget_residencies(event.person_id)
