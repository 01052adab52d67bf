"""Meetings with their seats, and the minutes with what came of them."""

from auriga_web.meetings.models.meeting import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingFormat,
    Seat,
    SeatState,
)
from auriga_web.meetings.models.minutes import (
    Commitment,
    CommitmentState,
    Correction,
    Decision,
    Minutes,
    MinutesState,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Commitment",
    "CommitmentState",
    "Correction",
    "Decision",
    "Meeting",
    "MeetingFormat",
    "Minutes",
    "MinutesState",
    "Seat",
    "SeatState",
]
