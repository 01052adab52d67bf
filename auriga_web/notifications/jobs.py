"""Telling people and sending the mail of the day, beside the pages."""

from datetime import datetime
from typing import Any

from flask import current_app

from auriga_web.core import clock
from auriga_web.core.job_queue import every, job
from auriga_web.notifications import operations, queries, rules

_DIGESTS_AT_ONCE = 50


@job("notifications.tell")
def tell(*, news: dict[str, Any], after_id: int = 0, **_later_arguments: object) -> None:
    """Tell the people of a happening, some hundreds at a time."""
    operations.tell(
        rules.News.from_arguments(news), now=clock.now(), stop_link=stop_link, after_id=after_id
    )


@every(seconds=300, name="notifications.digest")
def send_digests(now: datetime) -> None:
    """Send who wants one mail a day, or got too many, what waits for them."""
    day = rules.digest_day(now, zone=clock.ROME)
    if day is None:
        return
    for person_id in queries.list_persons_awaiting_digest(day=day, limit=_DIGESTS_AT_ONCE):
        operations.send_digest(person_id, day=day, now=now, stop_link=stop_link)


@every(seconds=900, name="notifications.remind")
def remind_staff(now: datetime) -> None:
    """Remind the staff of what they owe, once each morning of work."""
    operations.remind_staff(now=now, stop_link=stop_link)


@every(seconds=3600, name="notifications.forget")
def forget_old(now: datetime) -> None:
    """Delete messages that were read more than a year ago."""
    operations.forget_old(now=now)


def stop_link(person_id: int) -> str:
    """Return the address, with its host, that stops a person's mail."""
    config = current_app.config
    token = rules.unsubscription_token(person_id, secret=config["SECRET_KEY"])
    return f"{config['PUBLIC_BASE_URL']}/disiscrizione/{token}"
