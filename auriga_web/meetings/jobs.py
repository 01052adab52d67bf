"""What happens to meetings later: the reminder, and forgetting what people needed."""

from datetime import datetime

from auriga_web.core import clock
from auriga_web.core.job_queue import every, job
from auriga_web.meetings import operations


@job("meetings.remind")
def remind(*, meeting_id: int, **_later_arguments: object) -> None:
    """Tell those who signed up that the meeting is near."""
    operations.remind(meeting_id, now=clock.now())


@every(seconds=3600, name="meetings.forget")
def forget(now: datetime) -> None:
    """Delete the access needs of meetings that are over."""
    operations.forget_access_needs(now=now)
