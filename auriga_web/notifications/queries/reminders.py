"""Who of the staff owes what by when."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from auriga_web.accounts.models import Person, PersonRole
from auriga_web.core.database import db
from auriga_web.duties.models import Duty
from auriga_web.notifications.models import MailWay, NotificationPreference


class Reminder(NamedTuple):
    """How much somebody owes: their own, what waits for anybody with their role, what is late."""

    person_id: int
    email: str
    language: str
    owed: int
    own: int
    late: int


def list_reminders(*, now: datetime, by: datetime) -> Sequence[Reminder]:
    """Return who owes something by a moment, unless they want no mail.

    What somebody has taken is theirs alone; what nobody has, is everybody's who has the role.
    """
    is_own = Duty.owner_id == Person.id
    waits = and_(
        Duty.owner_id.is_(None),
        select(PersonRole.person_id)
        .where(PersonRole.person_id == Person.id, PersonRole.role == Duty.role)
        .exists(),
    )
    rows = db.session.execute(
        select(
            Person.id,
            Person.email,
            Person.language,
            func.count(),
            func.count().filter(is_own),
            func.count().filter(Duty.due_at < now),
        )
        .join(Duty, or_(is_own, waits))
        .outerjoin(NotificationPreference, NotificationPreference.person_id == Person.id)
        .where(Duty.done_at.is_(None), Duty.due_at < by)
        .where(Person.active, Person.email.is_not(None), Person.confirmed_at.is_not(None))
        .where(Person.id.in_(select(PersonRole.person_id)))
        .where(
            or_(NotificationPreference.mail.is_(None), NotificationPreference.mail != MailWay.NONE)
        )
        .group_by(Person.id, Person.email, Person.language)
        .order_by(Person.id)
    )
    return [
        Reminder(person_id, email, language, owed, own, late)
        for person_id, email, language, owed, own, late in rows
        if email is not None
    ]
