"""Beginning and ending to take part for a person."""

from datetime import datetime

from sqlalchemy import update

from auriga_web.accounts.models import Person
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Channel, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.desk import policies, rules
from auriga_web.desk.events import AssistanceStarted
from auriga_web.desk.models import Assistance


def start_assistance(
    person: Person, *, channel: Channel, has_consented: bool, actor: Actor, now: datetime
) -> Assistance:
    """Take part for a person from now on, who has agreed to it.

    :raises NotAllowed: if the actor is no operator, or would help themselves.
    :raises CannotAssist: if the account is closed, or the person has not agreed.
    """
    authorise(policies.may_assist(actor, person_id=person.id))
    rules.check_can_assist(is_active=person.active, has_consented=has_consented)
    # One at a time: who forgot to end, or signed out, has ended.
    db.session.execute(
        update(Assistance)
        .where(Assistance.operator_id == actor.person_id, Assistance.ended_at.is_(None))
        .values(ended_at=now)
    )
    assistance = Assistance(
        person_id=person.id,
        operator_id=actor.person_id,
        channel=channel,
        consent_version=rules.CONSENT_VERSION,
        started_at=now,
    )
    db.session.add(assistance)
    db.session.flush()
    _note(assistance, "assistance.started", actor=actor, now=now)
    announce(
        AssistanceStarted(assistance_id=assistance.id, person_id=person.id, actor=actor, now=now)
    )
    return assistance


def end_assistance(assistance: Assistance, *, operator_id: int | None, now: datetime) -> None:
    """Be oneself again; ending twice changes nothing."""
    authorise(assistance.operator_id == operator_id)
    if assistance.ended_at is not None:
        return
    assistance.ended_at = now
    _note(assistance, "assistance.ended", actor=Actor(person_id=operator_id), now=now)


def _note(assistance: Assistance, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        actor,
        action,
        subject_kind="person",
        subject_id=assistance.person_id,
        now=now,
        details={
            "assistance_id": assistance.id,
            "channel": assistance.channel.value,
            "consent": assistance.consent_version,
        },
    )
