"""The end of verifications: by themselves when their time is over, or many at once for a reason."""

from collections.abc import Sequence
from datetime import datetime

from auriga_web.accounts import operations as accounts
from auriga_web.accounts.models import Person
from auriga_web.audit import operations as audit
from auriga_web.core.access import SYSTEM, Actor, authorise
from auriga_web.core.database import lock_writers
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.desk import policies, queries, rules
from auriga_web.desk.events import VerificationEnded
from auriga_web.organisations.queries import today_of


def revoke_verifications(
    chosen: queries.Chosen, *, seen: int, reason: str, actor: Actor, now: datetime
) -> int:
    """End many verifications and tell each person why; `seen` is how many the preview named.

    Return how many they were. What was voted or written stays as it is.

    :raises NotAllowed: if the actor is no administrator.
    :raises CannotRevoke: if they are others than were seen, or the reason says too little.
    """
    authorise(policies.may_revoke(actor))
    lock_writers()
    rules.check_can_revoke(found=queries.count_chosen(chosen), seen=seen, reason=reason)
    people = queries.list_chosen(chosen)
    accounts.end_verifications([person.id for person in people], revoked_at=now)
    audit.record(
        actor,
        "verification.revoked",
        subject_kind="verification",
        subject_id=chosen.body_id or 0,
        now=now,
        details={
            "means": chosen.means.value if chosen.means else "",
            "body_id": chosen.body_id,
            "person_ids": [person.id for person in people],
        },
    )
    _tell(people, reason=reason.strip(), now=now)
    return len(people)


def expire_verifications(now: datetime) -> None:
    """Put back to registered those whose verification is over, and tell them how to renew it."""
    people = queries.list_expired(today_of(now))
    if not people:
        return
    accounts.end_verifications([person.id for person in people], revoked_at=None)
    for person in people:
        audit.record(
            SYSTEM, "verification.expired", subject_kind="person", subject_id=person.id, now=now
        )
    _tell(people, reason="", now=now)


def _tell(people: Sequence[Person], *, reason: str, now: datetime) -> None:
    for person in people:
        announce(VerificationEnded(person_id=person.id, reason=reason, now=now))
        if person.email is None:
            continue
        with in_language(person.language):
            subject = _("Your identity is to be verified again")
        queue_mail(
            recipient=person.email,
            person_id=person.id,
            kind="verification",
            subject=subject,
            template="desk/mails/verify_again.txt",
            context={"reason": reason},
            dedupe_key=f"verification:{person.id}:{now.isoformat()}",
            language=person.language,
            now=now,
        )
