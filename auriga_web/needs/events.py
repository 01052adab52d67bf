"""What happens to needs: facts that features above may hear. They hold ids, never words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class NeedFact:
    """What every fact about a need says: which need, who did it (None: the platform), when."""

    subject_kind: ClassVar[str] = "need"

    need_id: int
    actor_id: int | None
    at: datetime

    @property
    def subject_id(self) -> str:
        return str(self.need_id)


@dataclass(frozen=True, kw_only=True)
class NeedSubmitted(NeedFact):
    """It waits for a moderator, because it is the first of its author."""

    author_id: int


@dataclass(frozen=True, kw_only=True)
class NeedPublished(NeedFact):
    """Everybody can read it."""

    author_id: int
    comune_id: int
    service_area_id: int


@dataclass(frozen=True, kw_only=True)
class NeedReturned(NeedFact):
    """A moderator asks the author to change something first."""

    author_id: int


@dataclass(frozen=True, kw_only=True)
class NeedEdited(NeedFact):
    """What it says has changed."""

    version: int


@dataclass(frozen=True, kw_only=True)
class NeedSupported(NeedFact):
    """Somebody needs it too. Said once, however often they press."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class NeedUnsupported(NeedFact):
    """Somebody took that back."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class PositionTaken(NeedFact):
    """An organisation says in public what it thinks of it."""

    position_id: int
    body_id: int


@dataclass(frozen=True, kw_only=True)
class PositionWithdrawn(NeedFact):
    """An organisation took its position back."""

    body_id: int


@dataclass(frozen=True, kw_only=True)
class NeedAnswered(NeedFact):
    """An answer was given: `first` (the state stays) or `final`."""

    answer_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class NeedTakenUp(NeedFact):
    """Work on it has begun."""


@dataclass(frozen=True, kw_only=True)
class NeedNotPursued(NeedFact):
    """It will not be pursued, and the page says why."""


@dataclass(frozen=True, kw_only=True)
class NeedArchived(NeedFact):
    """Nothing more happens to it."""


@dataclass(frozen=True, kw_only=True)
class NeedWithdrawn(NeedFact):
    """The author took it back: text and name are gone, supporters are to be told."""

    author_id: int


@dataclass(frozen=True, kw_only=True)
class NeedHidden(NeedFact):
    """A moderator hid it."""


@dataclass(frozen=True, kw_only=True)
class NeedRestored(NeedFact):
    """What hiding did was undone."""


@dataclass(frozen=True, kw_only=True)
class NeedMadePrivate(NeedFact):
    """It is one person's own case: an operator gets in touch, nobody else reads it."""

    author_id: int


@dataclass(frozen=True, kw_only=True)
class NeedBlackedOut(NeedFact):
    """A passage was taken out of it by moderators, in every version."""

    author_id: int


@dataclass(frozen=True, kw_only=True)
class NeedMerged(NeedFact):
    """It says the same as another, which now carries its author and its supporters."""

    into_id: int
    author_id: int


@dataclass(frozen=True, kw_only=True)
class NeedSeparated(NeedFact):
    """A merger was undone: it stands by itself again."""

    from_id: int


@dataclass(frozen=True, kw_only=True)
class NeedOwnerChanged(NeedFact):
    """Somebody else on the staff looks after it."""

    owner_id: int | None


@dataclass(frozen=True, kw_only=True)
class NeedMovedAlong(NeedFact):
    """It reached another stop of the thread: a theme, an initiative, a vote."""

    stop: str
    cause_kind: str | None
    cause_id: str | None
