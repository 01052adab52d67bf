"""What happened to a vote."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class PollFrozen:
    """The configuration of a vote can no longer change."""

    poll_id: int
    initiative_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PollOpened:
    """The roll is drawn and the box stands."""

    poll_id: int
    initiative_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PollClosed:
    """The box was opened and the board is public."""

    poll_id: int
    approved_initiative_ids: tuple[int, ...]
    rejected_initiative_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PollVoided:
    """The vote does not count, for a reason said in public."""

    poll_id: int
    initiative_ids: tuple[int, ...]
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PollAnswered:
    """Somebody said in public what comes of a result."""

    poll_id: int
    at: datetime
