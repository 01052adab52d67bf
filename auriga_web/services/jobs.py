"""What runs beside the pages: asking for the yearly check of services."""

from datetime import datetime

from auriga_web.core.job_queue import every
from auriga_web.services import operations


@every(seconds=3600, name="services.reviews")
def ask_for_reviews(now: datetime) -> None:
    """Ask facilitators to check the services whose year is over."""
    operations.ask_for_reviews(now=now)


@every(seconds=3600, name="services.forget")
def forget_senders(now: datetime) -> None:
    """Forget where words about services were sent from, once a month has passed."""
    operations.forget_senders(now=now)
