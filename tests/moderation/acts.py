"""What people do about a comment in these tests, and where it shows."""

from datetime import timedelta

from sqlalchemy import select

from auriga_web.core.access import VISITOR
from auriga_web.core.mail import OutboxMail
from auriga_web.discussion.models import Comment
from auriga_web.duties.queries import find_duty
from auriga_web.moderation import operations
from auriga_web.moderation.models import Category, Ground, Verdict
from tests.factories import NOON

LATER = NOON + timedelta(hours=20)
REASONS = {"ground": Ground.RULES, "rule": "Rispetto", "facts": "Insulta una persona."}


def report(comment, actor=VISITOR, **more):
    details = {"category": Category.INSULT, "text": "Insulta.", "now": NOON, **more}
    return operations.report("comment", str(comment.id), actor=actor, **details)


def decide(comment, actor, verdict=Verdict.HIDE, **more):
    reasons = REASONS if verdict is Verdict.HIDE else {}
    details = {"verdict": verdict, "actor": actor, "now": LATER, **reasons, **more}
    return operations.decide("comment", str(comment.id), **details)


def duty_about(comment):
    return find_duty("moderation.report", ("comment", str(comment.id)))


def columns_of(comment):
    return {column.key: getattr(comment, column.key) for column in Comment.__table__.columns}


def mails(db):
    return db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
