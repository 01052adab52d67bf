"""How much mail one person gets, and when."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from auriga_web.notifications.models import MailStatus, MailWay

HOURLY_LIMIT = 5
DAILY_LIMIT = 20
_MORNING, _EVENING = time(8), time(21)


def mail_status(
    way: MailWay, *, has_address: bool, in_last_hour: int, in_last_day: int
) -> MailStatus:
    """Tell what becomes of a message by mail: beyond the limits it waits for the digest."""
    if not has_address or way is MailWay.NONE:
        return MailStatus.NONE
    within = in_last_hour < HOURLY_LIMIT and in_last_day < DAILY_LIMIT
    return MailStatus.QUEUED if way is MailWay.IMMEDIATE and within else MailStatus.PENDING


def send_at(now: datetime, *, zone: ZoneInfo, is_quiet_at_night: bool) -> datetime:
    """Return when a mail leaves: at once, or in the morning for who sleeps at night."""
    local = now.astimezone(zone)
    if not is_quiet_at_night or _MORNING <= local.time() < _EVENING:
        return now
    day = local.date() if local.time() < _MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, _MORNING, tzinfo=zone)


def digest_day(now: datetime, *, zone: ZoneInfo) -> date | None:
    """Return the day whose digest may leave now; None in the night."""
    local = now.astimezone(zone)
    return local.date() if _MORNING <= local.time() < _EVENING else None
