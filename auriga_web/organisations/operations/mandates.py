"""Mandates that are about to end: who holds them is told, while another can still renew them."""

from datetime import datetime, timedelta

from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail
from auriga_web.organisations import queries
from auriga_web.organisations.models import Membership

TOLD_BEFORE = timedelta(days=14)


def remind_of_mandates(now: datetime) -> None:
    """Tell, once, those whose mandate ends within two weeks."""
    today = queries.today_of(now)
    for membership in queries.list_mandates_ending(after=today, until=today + TOLD_BEFORE):
        _remind(membership, now=now)


def _remind(membership: Membership, *, now: datetime) -> None:
    person, body = membership.person, membership.organisation
    if person.email is None or not person.active or membership.valid_to is None:
        return
    with in_language(person.language):
        subject = _("Your mandate for %(body)s is about to end", body=body.name)
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="mandate",
        subject=subject,
        template="organisations/mails/mandate_ends.txt",
        context={"name": body.name, "until": membership.valid_to},
        dedupe_key=f"mandate:{membership.id}:{membership.valid_to}",
        language=person.language,
        now=now,
    )
