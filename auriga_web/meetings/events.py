"""What happened to meetings. `person_ids` are those it concerns, `person_id` who did it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class MeetingCalled:
    """People are called to meet."""

    meeting_id: int
    process_id: int | None
    initiative_id: int | None
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled:
    """A meeting will not be held."""

    meeting_id: int
    person_ids: tuple[int, ...]
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MeetingNear:
    """A meeting is three days ahead; `at` is when it begins."""

    meeting_id: int
    person_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SeatFreed:
    """Who was first in line has a seat now."""

    meeting_id: int
    person_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CorrectionsAsked:
    """Those who were there may correct the minutes."""

    meeting_id: int
    person_ids: tuple[int, ...]
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MinutesPublished:
    """Everybody can read what was said, decided and promised."""

    meeting_id: int
    person_ids: tuple[int, ...]
    person_id: int | None
    at: datetime
