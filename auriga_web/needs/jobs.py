"""What is done about needs by the clock."""

from datetime import datetime

from auriga_web.core.job_queue.queue import every
from auriga_web.needs import operations


@every(seconds=3600, name="needs.forget_sketches")
def forget_old_sketches(now: datetime) -> None:
    operations.forget_old_sketches(now)
