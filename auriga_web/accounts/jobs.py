"""What the worker does about persons: forget what is over."""

from datetime import datetime

from auriga_web.accounts import operations
from auriga_web.core.job_queue.queue import every


@every(seconds=1800, name="accounts.forget")
def forget_expired(now: datetime) -> None:
    """Drop sessions and mailed links whose time has passed."""
    operations.forget_expired(now)
