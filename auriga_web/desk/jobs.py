"""What the worker does about verifications: end those whose time is over."""

from datetime import datetime

from auriga_web.core.job_queue.queue import every
from auriga_web.desk import operations


@every(seconds=3600, name="desk.expire")
def expire_verifications(now: datetime) -> None:
    """End what has expired, and tell each person."""
    operations.expire_verifications(now)
