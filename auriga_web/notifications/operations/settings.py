"""Choosing how to be told."""

from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.notifications.models import MailWay, NotificationPreference


def choose(*, mail: MailWay, is_quiet_at_night: bool, actor: Actor) -> None:
    """Say how much mail one wants, and whether it may come at night."""
    authorise(not actor.is_visitor)
    assert actor.person_id is not None
    _set(actor.person_id, mail=mail, is_quiet_at_night=is_quiet_at_night)


def stop_mail(person_id: int, *, way: MailWay = MailWay.NONE) -> None:
    """Stop a person's mail, or make it one a day: for who holds the link at the end of a mail."""
    _set(person_id, mail=way)


def _set(person_id: int, **values: object) -> None:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    db.session.execute(
        insert(NotificationPreference)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
    db.session.expire_all()
