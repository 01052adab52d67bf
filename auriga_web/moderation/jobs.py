"""What moderation forgets by itself."""

from datetime import datetime

from auriga_web.core.job_queue.queue import every
from auriga_web.moderation import operations


@every(seconds=3600, name="moderation.forget")
def forget_senders(now: datetime) -> None:
    operations.forget_senders(now=now)
