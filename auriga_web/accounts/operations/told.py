"""Mails that tell a person what changed on their account: it may not have been they."""

from datetime import datetime

from auriga_web.accounts.models import Person
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import queue_mail


def tell_of_password_change(person: Person, *, sign_in_link: str, now: datetime) -> None:
    """Tell a person by mail that their password is another now."""
    if person.email is None:
        return
    with in_language(person.language):
        subject = _("Your password was changed")
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="password_changed",
        subject=subject,
        template="accounts/mails/password_changed.txt",
        context={"link": sign_in_link, "at": now},
        dedupe_key=f"password_changed:{person.fs_uniquifier}",
        language=person.language,
        now=now,
    )


def tell_of_second_step_change(person: Person, *, settings_link: str, now: datetime) -> None:
    """Tell a person by mail that their second step or their keys are others now."""
    if person.email is None:
        return
    with in_language(person.language):
        subject = _("How you sign in was changed")
    queue_mail(
        recipient=person.email,
        person_id=person.id,
        kind="second_step_changed",
        subject=subject,
        template="accounts/mails/second_step_changed.txt",
        context={"link": settings_link, "at": now},
        dedupe_key=f"second_step_changed:{person.id}:{int(now.timestamp())}",
        language=person.language,
        now=now,
    )
