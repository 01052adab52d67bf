"""Reminding the staff, each morning of work, of what they owe and nobody else has taken."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from auriga_web.core.clock import ROME
from auriga_web.core.language import in_language, ngettext
from auriga_web.core.mail import queue_mail
from auriga_web.duties.rules import is_working_day
from auriga_web.notifications import queries, rules


def remind_staff(*, now: datetime, stop_link: Callable[[int], str]) -> int:
    """Queue one mail for each who owes something by the end of today; safe to run again."""
    day = rules.digest_day(now, zone=ROME)
    if day is None or not is_working_day(day):
        return 0
    by = datetime.combine(day + timedelta(days=1), time(0), tzinfo=ROME)
    reminders = queries.list_reminders(now=now, by=by)
    for one in reminders:
        with in_language(one.language):
            subject = ngettext(
                "%(num)s thing to do by today", "%(num)s things to do by today", one.owed
            )
        link = stop_link(one.person_id)
        queue_mail(
            recipient=one.email,
            person_id=one.person_id,
            kind="staff.reminder",
            subject=subject,
            template="notifications/mails/reminder.txt",
            context={"reminder": one, "stop_link": link},
            dedupe_key=f"reminder:{one.person_id}:{day.isoformat()}",
            language=one.language,
            unsubscribe_url=link,
            now=now,
        )
    return len(reminders)
