"""How long a duty that is done is remembered."""

from datetime import timedelta

from auriga_web.core.retention import keep
from auriga_web.duties.models import Duty

keep(
    Duty.done_at,
    timedelta(days=365),
    only=Duty.done_at.is_not(None),
    words="1 year after it is done",
)
