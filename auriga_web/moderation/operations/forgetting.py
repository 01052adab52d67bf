"""Forgetting where reports came from, once nothing needs it any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update

from auriga_web.core.database import db
from auriga_web.moderation.models import Decision, Report

# The limit of a day needs the hash of the sender's address for a day.
SENDER_KEPT = timedelta(days=2)
# Six months to appeal, and some weeks to decide on it.
ADDRESS_KEPT = timedelta(days=240)


def forget_senders(*, now: datetime) -> None:
    """Take away hashes of senders and addresses of reporters that have served; safe twice."""
    old = Report.created_at < now - SENDER_KEPT
    with_sender = select(Report.id).where(old, Report.sender_sha256.is_not(None))
    answered = exists(
        select(Decision.id).where(
            Decision.id == Report.decision_id, Decision.decided_at < now - ADDRESS_KEPT
        )
    )
    with_address = select(Report.id).where(answered, Report.reporter_email.is_not(None))
    _clear(db.session.scalars(with_sender).all(), "sender_sha256")
    _clear(db.session.scalars(with_address).all(), "reporter_email")


def _clear(report_ids: Sequence[int], column: str) -> None:
    # Nothing is written while there is nothing to forget: kept pages stay good.
    if report_ids:
        db.session.execute(
            update(Report)
            .where(Report.id.in_(report_ids))
            .values({column: None})
            .execution_options(synchronize_session=False)
        )
