"""A case: one thing, whatever is said against it, weighed one voice after another."""

from datetime import datetime

from sqlalchemy import func, select

from auriga_web.core.access import Actor, Role
from auriga_web.core.clock import ROME
from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.moderation import queries, rules
from auriga_web.moderation.operations.subjects import Subject
from auriga_web.moderation.queries import consortium


def lock_case(kind: str, subject_id: str) -> None:
    """Hold the case of a thing until the end of the transaction.

    Else of three who report at once each might count two, and a decision might miss a hiding.
    """
    lock_writers()
    if is_postgresql():
        case = f"moderation:{kind}:{subject_id}"
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(case, 0))))


def is_about_consortium(subject: Subject) -> bool:
    """Tell whether a thing was written by the consortium or its members, or speaks of them."""
    is_theirs = (
        subject.is_official if subject.body_id is None else consortium.is_ours(subject.body_id)
    )
    return is_theirs or rules.speaks_of_consortium(subject.text, names=consortium.list_names())


def is_reported_by_consortium(reporter: Actor, *, now: datetime) -> bool:
    """Tell whether who reports works for those whom the words may be about."""
    if reporter.person_id is None:
        return False
    return consortium.is_one_of_us(reporter.person_id, today=now.astimezone(ROME).date())


def who_decides(subject: Subject) -> Role:
    """Return who decides about a thing, also when nobody has reported it."""
    role = queries.role_for(subject.kind, subject.id)
    return Role.GUARANTOR if is_about_consortium(subject) else role
