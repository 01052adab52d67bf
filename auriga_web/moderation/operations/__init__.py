"""Everything that moderation does."""

from auriga_web.moderation.operations.appealing import APPEAL_DUTY, appeal, decide_appeal
from auriga_web.moderation.operations.cases import who_decides
from auriga_web.moderation.operations.deciding import REPORT_DUTY, decide, undo_decision
from auriga_web.moderation.operations.forgetting import forget_senders
from auriga_web.moderation.operations.reporting import report
from auriga_web.moderation.operations.subjects import Subject, get_subject

__all__ = [
    "APPEAL_DUTY",
    "REPORT_DUTY",
    "Subject",
    "appeal",
    "decide",
    "decide_appeal",
    "forget_senders",
    "get_subject",
    "report",
    "undo_decision",
    "who_decides",
]
