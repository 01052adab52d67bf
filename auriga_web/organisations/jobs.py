"""What the worker does about bodies: tell people that their mandate is about to end."""

from datetime import datetime

from auriga_web.core.job_queue.queue import every
from auriga_web.organisations import operations


@every(seconds=3600, name="organisations.mandates")
def remind_of_mandates(now: datetime) -> None:
    """Tell, once each, those whose mandate ends soon."""
    operations.remind_of_mandates(now)
