"""Whether a service was useful: one word per person, or per place where nobody signed in."""

from datetime import datetime, timedelta

from sqlalchemy import Index, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.services import policies
from auriga_web.services.models import (
    ONE_PER_PERSON,
    ONE_PER_SENDER,
    Service,
    ServiceFeedback,
)

# One may change one's mind for so long without an account; then the sender is forgotten.
SENDER_KEPT = timedelta(days=30)


def say_useful(
    service: Service,
    *,
    is_useful: bool,
    actor: Actor,
    now: datetime,
    sender_sha256: str | None = None,
) -> None:
    """Count what somebody says of a service; saying it again changes what they said.

    :raises NotAllowed: if the service is not in the catalogue.
    """
    authorise(policies.may_give_feedback(actor, service))
    one_per = ONE_PER_SENDER if actor.person_id is None else ONE_PER_PERSON
    _hold(service)
    _write(
        one_per,
        service_id=service.id,
        person_id=actor.person_id,
        sender_sha256=None if actor.person_id is not None else sender_sha256,
        is_useful=is_useful,
        said_at=now,
    )
    _count(service)


def forget_senders(*, now: datetime) -> None:
    """Take away the hashes of senders that have served; what they said stays counted."""
    old = select(ServiceFeedback.id).where(
        ServiceFeedback.sender_sha256.is_not(None), ServiceFeedback.said_at < now - SENDER_KEPT
    )
    ids = db.session.scalars(old.limit(500)).all()
    if ids:
        db.session.execute(
            update(ServiceFeedback)
            .where(ServiceFeedback.id.in_(ids))
            .values(sender_sha256=None)
            .execution_options(synchronize_session=False)
        )


def _write(one_per: Index, **said: object) -> None:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    statement = insert(ServiceFeedback).values(**said)
    dialect = "postgresql" if is_postgresql() else "sqlite"
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[column.name for column in one_per.columns],
            index_where=one_per.dialect_options[dialect]["where"],
            set_={"is_useful": statement.excluded.is_useful, "said_at": statement.excluded.said_at},
        )
    )


def _hold(service: Service) -> None:
    """Let nobody else count the same service until the end, or one word would be lost."""
    lock_writers()
    db.session.execute(select(Service.id).where(Service.id == service.id).with_for_update())


def _count(service: Service) -> None:
    useful, said = db.session.execute(
        select(
            func.count().filter(ServiceFeedback.is_useful.is_(True)),
            func.count(),
        ).where(ServiceFeedback.service_id == service.id)
    ).one()
    service.useful_count, service.feedback_count = useful, said
    db.session.flush()
