"""What the staff does from the inbox; everything else is done where the thing is."""

from auriga_web.backoffice.operations.clearing import (
    APPROVED_HERE,
    Together,
    approve_together,
    hide_together,
    take_together,
)
from auriga_web.backoffice.operations.working import assign, give_back, take, try_mail_again

__all__ = [
    "APPROVED_HERE",
    "Together",
    "approve_together",
    "assign",
    "give_back",
    "hide_together",
    "take",
    "take_together",
    "try_mail_again",
]
