"""Reporting something, and what several reports do by themselves."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts.queries import get_person, list_roles
from auriga_web.audit.operations import record
from auriga_web.core.access import STAFF_ROLES, SYSTEM, Actor, Role, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.duties import operations as duties
from auriga_web.duties.rules import next_reading
from auriga_web.moderation import policies, queries, rules
from auriga_web.moderation.events import Reported
from auriga_web.moderation.models import Category, Ground, Origin, Report, Verdict
from auriga_web.moderation.operations import cases, telling
from auriga_web.moderation.operations.deciding import REPORT_DUTY, write_decision
from auriga_web.moderation.operations.subjects import Subject, get_subject

# No letters and figures that look alike: a receipt is also read out on the telephone.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def report(
    kind: str,
    subject_id: str,
    *,
    actor: Actor,
    category: Category,
    text: str,
    now: datetime,
    about_consortium: bool = False,
    email: str | None = None,
    sender_sha256: str | None = None,
) -> Report:
    """Tell the moderators that something is wrong; the same person twice adds to nothing.

    :raises NotAllowed: if the actor does not see the thing.
    :raises TooManyReports: after ten in a day.
    :raises CannotReport: if the text does not fit.
    """
    authorise(policies.may_report(actor, kind, subject_id))
    subject = get_subject(kind, subject_id)
    text = rules.check_report(text)
    since = now - timedelta(hours=24)
    rules.check_pace(queries.count_reports_of_sender(actor, sender_sha256, since=since))

    about_consortium = (
        about_consortium
        or cases.is_about_consortium(subject)
        or cases.is_reported_by_consortium(actor, now=now)
    )
    cases.lock_case(kind, subject_id)
    written = _write(
        subject,
        actor=actor,
        category=category,
        text=text,
        about_consortium=about_consortium,
        email=email,
        sender_sha256=sender_sha256,
        now=now,
    )
    _open_case(subject, category=category, about_consortium=about_consortium, now=now)
    record(
        actor,
        "thing.reported",
        subject_kind=kind,
        subject_id=subject_id,
        now=now,
        details={"category": category.value},
    )
    announce(
        Reported(
            report_id=written.id,
            subject_kind=kind,
            subject_id=subject_id,
            reporter_id=actor.person_id,
        )
    )
    telling.tell_received(written, now=now)
    _hide_by_itself(subject, now=now)
    return written


def _write(subject: Subject, *, actor: Actor, now: datetime, **said: object) -> Report:
    trusted = False
    if actor.person_id is not None:
        person = get_person(actor.person_id)
        trusted = rules.is_trusted(
            is_verified=actor.is_verified, registered_at=person.created_at, now=now
        )
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    values = {
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "reporter_id": actor.person_id,
        "reporter_email": said["email"],
        "category": said["category"],
        "text": said["text"],
        "about_consortium": said["about_consortium"],
        "sender_sha256": said["sender_sha256"],
        "is_trusted": trusted,
        "receipt": "".join(secrets.choice(_ALPHABET) for _letter in range(12)),
        "created_at": now,
        "read_by": next_reading(now),
    }
    added = db.session.scalars(
        insert(Report).values(**values).on_conflict_do_nothing().returning(Report)
    ).one_or_none()
    if added is not None:
        return added
    # They have one open already: it is the one whose receipt they keep.
    return db.session.scalars(
        select(Report).where(
            Report.subject_kind == subject.kind,
            Report.subject_id == subject.id,
            Report.reporter_id == actor.person_id,
            Report.decision_id.is_(None),
        )
    ).one()


def _open_case(
    subject: Subject, *, category: Category, about_consortium: bool, now: datetime
) -> None:
    role = Role.GUARANTOR if about_consortium else Role.MODERATOR
    duties.open_duty(
        kind=REPORT_DUTY,
        subject=(subject.kind, subject.id),
        role=role,
        due_at=next_reading(now),
        harm=rules.harm_of(category),
        now=now,
    )
    if about_consortium:
        duties.hand_over(kind=REPORT_DUTY, subject=(subject.kind, subject.id), role=role)


def _hide_by_itself(subject: Subject, *, now: datetime) -> None:
    is_by_staff = (
        subject.is_by_staff
        or subject.is_official
        or bool(subject.author_id is not None and list_roles(subject.author_id) & STAFF_ROLES)
    )
    trusted, was_reviewed = queries.weigh_case(subject.kind, subject.id)
    if not rules.hides_by_itself(
        trusted_reporters=trusted,
        was_reviewed=was_reviewed,
        is_by_staff=is_by_staff,
        is_for_guarantor=queries.role_for(subject.kind, subject.id) is Role.GUARANTOR,
    ):
        return
    if subject.hide is None or not subject.hide(SYSTEM, now):
        return
    with in_language("it"):
        facts = _(
            "Several persons reported it, so it is out of sight until a moderator has read it."
        )
        rule = _("Rules of taking part: what several persons report is read before it is shown.")
    write_decision(
        subject,
        verdict=Verdict.HIDE,
        ground=Ground.RULES,
        rule=rule,
        facts=facts,
        origin=Origin.AUTOMATIC,
        actor=SYSTEM,
        effect={"hidden": True},
        now=now,
    )
