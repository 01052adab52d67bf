"""What is said of each happening, and when it goes by mail. Pure."""

from auriga_web.notifications.rules.mailing import (
    DAILY_LIMIT,
    HOURLY_LIMIT,
    digest_day,
    mail_status,
    send_at,
)
from auriga_web.notifications.rules.news import Audience, News
from auriga_web.notifications.rules.tokens import (
    WrongToken,
    read_unsubscription,
    unsubscription_token,
)
from auriga_web.notifications.rules.words import (
    KINDS,
    ONCE_UNTIL_READ,
    TOLD_AROUND,
    WITHOUT_TITLE,
    neutral_subject,
    no_longer_there,
    sentence,
)

__all__ = [
    "DAILY_LIMIT",
    "HOURLY_LIMIT",
    "KINDS",
    "ONCE_UNTIL_READ",
    "TOLD_AROUND",
    "WITHOUT_TITLE",
    "Audience",
    "News",
    "WrongToken",
    "digest_day",
    "mail_status",
    "neutral_subject",
    "no_longer_there",
    "read_unsubscription",
    "send_at",
    "sentence",
    "unsubscription_token",
]
