"""Following, telling, mailing, reading, choosing how to be told."""

from auriga_web.notifications.operations.following import follow, unfollow
from auriga_web.notifications.operations.forgetting import forget_person
from auriga_web.notifications.operations.mailing import send_digest
from auriga_web.notifications.operations.reading import forget_old, mark_all_read, mark_read
from auriga_web.notifications.operations.reminding import remind_staff
from auriga_web.notifications.operations.settings import choose, stop_mail
from auriga_web.notifications.operations.telling import tell

__all__ = [
    "choose",
    "follow",
    "forget_old",
    "forget_person",
    "mark_all_read",
    "mark_read",
    "remind_staff",
    "send_digest",
    "stop_mail",
    "tell",
    "unfollow",
]
