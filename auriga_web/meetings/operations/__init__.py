"""Calling meetings, taking seats, being there, and writing what came of it."""

from auriga_web.meetings.operations.calling import CallDraft, call_meeting, cancel, remind
from auriga_web.meetings.operations.minuting import (
    add_commitment,
    add_decision,
    answer_correction,
    approve,
    ask_for_corrections,
    correct,
    publish,
    settle_commitment,
    write_minutes,
)
from auriga_web.meetings.operations.seating import (
    check_in,
    count_others,
    forget_access_needs,
    mark_present,
    sign_up,
    withdraw,
)

__all__ = [
    "CallDraft",
    "add_commitment",
    "add_decision",
    "answer_correction",
    "approve",
    "ask_for_corrections",
    "call_meeting",
    "cancel",
    "check_in",
    "correct",
    "count_others",
    "forget_access_needs",
    "mark_present",
    "publish",
    "remind",
    "settle_commitment",
    "sign_up",
    "withdraw",
    "write_minutes",
]
