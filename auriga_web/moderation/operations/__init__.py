"""Everything that moderation does."""

from auriga_web.moderation.operations.appealing import APPEAL_DUTY, appeal, decide_appeal
from auriga_web.moderation.operations.cases import who_decides
from auriga_web.moderation.operations.deciding import REPORT_DUTY, decide, undo_decision
from auriga_web.moderation.operations.edits import EDITED_DUTY, ask_to_read_again
from auriga_web.moderation.operations.forgetting import forget_senders
from auriga_web.moderation.operations.reporting import report
from auriga_web.moderation.operations.subjects import Subject, get_subject
from auriga_web.moderation.operations.together import Cleared, decide_together, undo_together

__all__ = [
    "APPEAL_DUTY",
    "EDITED_DUTY",
    "REPORT_DUTY",
    "Cleared",
    "Subject",
    "appeal",
    "ask_to_read_again",
    "decide",
    "decide_appeal",
    "decide_together",
    "forget_senders",
    "get_subject",
    "report",
    "undo_decision",
    "undo_together",
    "who_decides",
]
