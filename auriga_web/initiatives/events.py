"""What happened to initiatives. `person_id` is who did it, None where nobody did (the clock)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeProposed:
    """Somebody proposed an initiative that answers these needs."""

    initiative_id: int
    need_ids: tuple[int, ...]
    person_id: int | None
    body_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeNeedAdded:
    """An initiative answers one more need."""

    initiative_id: int
    need_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeRewritten:
    """There is a new version of the text."""

    initiative_id: int
    version_no: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed:
    """Somebody proposed other words for a passage."""

    amendment_id: int
    initiative_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class AmendmentDecided:
    """A proposed change was accepted, refused, or taken back by its author."""

    amendment_id: int
    initiative_id: int
    author_id: int
    state: str
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeMoved:
    """An initiative went from one state to another: told of every change of state.

    More precise facts (frozen, decided, concluded) are announced beside it.
    """

    initiative_id: int
    before: str
    after: str
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeFrozen:
    """The text can no longer change, and this is its hash."""

    initiative_id: int
    version_no: int
    sha256: str
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativePutToVote:
    """The vote on the frozen text has opened."""

    initiative_id: int
    poll_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeDecided:
    """The vote is over. `approved` is None when it must be written again."""

    initiative_id: int
    poll_id: int
    approved: bool | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativePartnerAdded:
    """A body takes part."""

    initiative_id: int
    organisation_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MilestoneDone:
    """A milestone was reached."""

    initiative_id: int
    milestone_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeConcluded:
    """The work is over, and its outcome is written."""

    initiative_id: int
    need_ids: tuple[int, ...]
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeNotPursued:
    """The initiative does not go on, for a reason that is public."""

    initiative_id: int
    need_ids: tuple[int, ...]
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InitiativeHidden:
    """Moderation took the initiative from view, or gave it back."""

    initiative_id: int
    is_hidden: bool
    at: datetime
