"""Reading who is to be told, what somebody was told, and what they follow."""

from auriga_web.notifications.queries.inbox import (
    Message,
    find_preference,
    get_notification,
    list_follows,
    list_messages,
    list_pending,
    list_persons_awaiting_digest,
    messages_of,
    unread_beside,
    unread_count,
)
from auriga_web.notifications.queries.recipients import (
    Recipient,
    follows,
    follows_beside,
    is_comment_public,
    is_concerned,
    is_refusal,
    is_told_by_initiative,
    list_recipients,
    mails_lately,
    said_at,
)
from auriga_web.notifications.queries.reminders import Reminder, list_reminders

__all__ = [
    "Message",
    "Recipient",
    "Reminder",
    "find_preference",
    "follows",
    "follows_beside",
    "get_notification",
    "is_comment_public",
    "is_concerned",
    "is_refusal",
    "is_told_by_initiative",
    "list_follows",
    "list_messages",
    "list_pending",
    "list_persons_awaiting_digest",
    "list_recipients",
    "list_reminders",
    "mails_lately",
    "messages_of",
    "said_at",
    "unread_beside",
    "unread_count",
]
