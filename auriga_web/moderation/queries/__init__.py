"""Reading reports, decisions and appeals."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from auriga_web.core.access import Actor, Role
from auriga_web.core.database import db
from auriga_web.duties.queries import find_duty
from auriga_web.moderation import policies
from auriga_web.moderation.models import Appeal, Decision, Report, Verdict

REPORT_DUTY = "moderation.report"
EDITED_DUTY = "moderation.edited"


def count_reports_of_sender(actor: Actor, sender_sha256: str | None, *, since: datetime) -> int:
    """Return how many reports somebody has sent: by their account, or from the same place."""
    sender = Report.sender_sha256 == sender_sha256
    if actor.person_id is not None:
        sender = Report.reporter_id == actor.person_id
    elif sender_sha256 is None:
        return 0
    found = select(Report.id).where(sender, Report.created_at > since).limit(100).subquery()
    return db.session.scalars(select(func.count()).select_from(found)).one()


def weigh_case(kind: str, subject_id: str) -> tuple[int, bool]:
    """Return how many trusted persons report a thing now, and whether anybody has looked at it."""
    trusted = (
        select(func.count(Report.reporter_id.distinct()))
        .where(_about(kind, subject_id), Report.decision_id.is_(None), Report.is_trusted)
        .scalar_subquery()
    )
    reviewed = exists(
        select(Decision.id).where(Decision.subject_kind == kind, Decision.subject_id == subject_id)
    )
    count, was_reviewed = db.session.execute(select(trusted, reviewed)).one()
    return count, bool(was_reviewed)


def has_open_reports(kind: str, subject_id: str) -> bool:
    """Tell whether somebody waits for an answer about a thing."""
    return bool(
        db.session.scalars(
            select(exists(_open_reports(kind, subject_id).with_only_columns(Report.id)))
        ).one()
    )


def role_for(kind: str, subject_id: str) -> Role:
    """Return who decides about a thing: the guarantor, once it is about the consortium.

    Also after they decided, or a moderator could decide otherwise the next day.
    """
    duty = find_duty(REPORT_DUTY, (kind, subject_id))
    return Role(duty.role) if duty is not None else Role.MODERATOR


def list_open_reports(kind: str, subject_id: str) -> Sequence[Report]:
    """Return the reports about a thing that nobody has answered, first come first."""
    return db.session.scalars(_open_reports(kind, subject_id).order_by(Report.id)).all()


def list_decisions_about(kind: str, subject_id: str) -> Sequence[Decision]:
    """Return what was decided about a thing, the latest first."""
    return db.session.scalars(
        select(Decision)
        .where(Decision.subject_kind == kind, Decision.subject_id == subject_id)
        .order_by(Decision.id.desc())
    ).all()


def find_standing_restriction(kind: str, subject_id: str) -> Decision | None:
    """Return the decision that keeps a thing out of sight now."""
    return db.session.scalars(
        select(Decision)
        .where(Decision.subject_kind == kind, Decision.subject_id == subject_id)
        .where(Decision.verdict == Verdict.HIDE, Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1)
    ).first()


def get_report(receipt: str) -> Report:
    """Return the report that a receipt is for, with what came of it.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Report).where(Report.receipt == receipt).options(joinedload(Report.decision))
    ).one()


def get_decision(decision_id: int, *, reader: Actor, receipt: str | None = None) -> Decision:
    """Return a decision that is about `reader`, or answers the report of this receipt.

    :raises NoResultFound: if there is none.
    """
    statement = select(Decision).where(Decision.id == decision_id)
    if not policies.may_work(reader):
        # Never compared with nothing: that would find what nobody wrote or reported by name.
        me = reader.person_id or -1
        reported = exists(
            select(Report.id).where(
                Report.decision_id == Decision.id,
                or_(Report.receipt == (receipt or ""), Report.reporter_id == me),
            )
        )
        statement = statement.where(or_(Decision.author_id == me, reported))
    return db.session.scalars(statement).one()


def find_report_answered_by(
    decision: Decision, *, reader: Actor, receipt: str | None
) -> Report | None:
    """Return the report of this reader that a decision answers."""
    sender = [Report.receipt == receipt] if receipt else []
    if reader.person_id is not None:
        sender.append(Report.reporter_id == reader.person_id)
    if not sender:
        return None
    return db.session.scalars(
        select(Report).where(Report.decision_id == decision.id, or_(*sender)).limit(1)
    ).first()


def has_appealed(decision: Decision, report: Report | None) -> bool:
    """Tell whether the author, or who made this report, has appealed already."""
    key = report.receipt if report is not None and not decision.is_restriction else "author"
    found = select(Appeal.id).where(Appeal.decision_id == decision.id, Appeal.appellant_key == key)
    return bool(db.session.scalars(select(exists(found))).one())


def get_appeal(appeal_id: int) -> Appeal:
    """Return an appeal with the decision it is about.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(
        select(Appeal).where(Appeal.id == appeal_id).options(joinedload(Appeal.decision))
    ).one()


def list_appeals_of(decision: Decision) -> Sequence[Appeal]:
    """Return the appeals against a decision."""
    return db.session.scalars(
        select(Appeal).where(Appeal.decision_id == decision.id).order_by(Appeal.id)
    ).all()


def _about(kind: str, subject_id: str):  # type: ignore[no-untyped-def]
    return and_(Report.subject_kind == kind, Report.subject_id == subject_id)


def _open_reports(kind: str, subject_id: str):  # type: ignore[no-untyped-def]
    return select(Report).where(_about(kind, subject_id), Report.decision_id.is_(None))
