"""Telling those concerned, by mail, what was decided and why."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.moderation import rules
from auriga_web.moderation.models import Appeal, Decision, Report


def tell_received(report: Report, *, now: datetime) -> None:
    """Confirm to who has no account that the report arrived, and by when it is read."""
    if report.reporter_email is None:
        return
    with in_language("it"):
        subject = _("Your warning has arrived")
    queue_mail(
        recipient=report.reporter_email,
        kind="moderation.received",
        subject=subject,
        template="moderation/mails/received.txt",
        context={"report": report},
        dedupe_key=f"moderation.received:{report.id}",
        now=now,
    )


def tell_author(decision: Decision, *, now: datetime) -> None:
    """Send the statement of reasons to the author of what is restricted."""
    person = _person(decision.author_id)
    if person is None or person.email is None:
        return
    with in_language(person.language):
        subject = _("Why something you wrote is no longer shown")
        context = {
            "decision": decision,
            "kind": rules.kind_label(decision.subject_kind),
            "labels": rules,
            "appeal_until": rules.appeal_until(decision.decided_at),
        }
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="moderation.decision",
        subject=subject,
        template="moderation/mails/decision.txt",
        context=context,
        dedupe_key=f"moderation.decision:{decision.id}",
        language=person.language,
        now=now,
    )


def tell_author_of_return(decision: Decision, *, now: datetime) -> None:
    """Tell the author that what was restricted is shown again."""
    person = _person(decision.author_id)
    if person is None or person.email is None:
        return
    with in_language(person.language):
        subject = _("What you wrote is shown again")
        kind = rules.kind_label(decision.subject_kind)
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="moderation.returned",
        subject=subject,
        template="moderation/mails/returned.txt",
        context={"decision": decision, "kind": kind},
        dedupe_key=f"moderation.returned:{decision.id}",
        language=person.language,
        now=now,
    )


def tell_reporters(decision: Decision, reports: Sequence[Report], *, now: datetime) -> None:
    """Tell those who reported what came of it, and how to appeal if nothing did."""
    persons = {
        person.id: person
        for person in db.session.scalars(
            select(Person).where(Person.id.in_([one.reporter_id for one in reports]))
        )
    }
    for one in reports:
        person = persons.get(one.reporter_id) if one.reporter_id is not None else None
        recipient = person.email if person is not None else one.reporter_email
        if not recipient:
            continue
        language = person.language if person is not None else "it"
        with in_language(language):
            subject = _("What came of your report")
            verdict = rules.verdict_label(decision.verdict)
        queue_mail(
            recipient=recipient,
            person_id=one.reporter_id,
            kind="moderation.answered",
            subject=subject,
            template="moderation/mails/answered.txt",
            context={
                "decision": decision,
                "verdict": verdict,
                "receipt": one.receipt,
                "appeal_until": rules.appeal_until(decision.decided_at),
            },
            dedupe_key=f"moderation.answered:{one.id}:{decision.id}",
            language=language,
            now=now,
        )


def tell_appellant(appeal: Appeal, decision: Decision, *, now: datetime) -> None:
    """Tell who appealed how it ended, and where else one can go."""
    person = _person(appeal.appellant_id)
    recipient, language = (person.email, person.language) if person else (None, "it")
    if person is None:
        recipient = db.session.scalars(
            select(Report.reporter_email).where(Report.receipt == appeal.appellant_key)
        ).one_or_none()
    if not recipient or appeal.outcome is None:
        return
    with in_language(language):
        subject = _("How your appeal ended")
        outcome = rules.outcome_label(appeal.outcome)
    queue_mail(
        recipient=recipient,
        person_id=appeal.appellant_id,
        kind="moderation.appeal",
        subject=subject,
        template="moderation/mails/appeal.txt",
        context={"appeal": appeal, "decision": decision, "outcome": outcome},
        dedupe_key=f"moderation.appeal:{appeal.id}",
        language=language,
        now=now,
    )


def _person(person_id: int | None) -> Person | None:
    return db.session.get(Person, person_id) if person_id is not None else None
