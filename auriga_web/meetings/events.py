"""What happened to meetings. `person_ids` are those it concerns, `person_id` who did it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class MeetingCalled:
    """People are called to meet."""

    meeting_id: int
    process_id: int | None
    initiative_id: int | None
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ToldByName:
    """What certain persons are told of a meeting. `news` names the message, the same for a kind."""

    meeting_id: int
    person_ids: tuple[int, ...]
    person_id: int | None = None
    at: datetime
    news: ClassVar[str]

    @property
    def addressed(self) -> dict[str, Any]:
        """What the message is about, whom it is for, and by what it is known to be the same."""
        first = self.person_ids[0] if self.person_ids else 0
        return {
            "subject": ("meeting", str(self.meeting_id)),
            "person_ids": self.person_ids,
            "actor_id": self.person_id,
            "key": f"{self.news}:{self.meeting_id}:{first}:{self.at.timestamp()}",
        }


class MeetingCancelled(ToldByName):
    """A meeting will not be held."""

    news = "meeting_cancelled"


class MeetingNear(ToldByName):
    """A meeting is three days ahead; `at` is when it begins."""

    news = "meeting_near"


class SeatFreed(ToldByName):
    """Who was first in line has a seat now."""

    news = "meeting_seat"


class CorrectionsAsked(ToldByName):
    """Those who were there may correct the minutes."""

    news = "minutes_corrections"


class MinutesPublished(ToldByName):
    """Everybody can read what was said, decided and promised."""

    news = "minutes_published"


TOLD_BY_NAME: tuple[type[ToldByName], ...] = (
    MeetingCancelled,
    MeetingNear,
    SeatFreed,
    CorrectionsAsked,
    MinutesPublished,
)
