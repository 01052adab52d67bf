"""What happened at the desk that others may hear."""

from dataclasses import dataclass
from datetime import datetime

from auriga_web.core.access import Actor


@dataclass(frozen=True, kw_only=True)
class AssistanceStarted:
    """An operator takes part for a person from now on."""

    assistance_id: int
    person_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class AccountClaimed:
    """A person with a card gave an address of their own."""

    person_id: int
    now: datetime


@dataclass(frozen=True, kw_only=True)
class VerificationEnded:
    """Somebody is no longer verified: it expired, or was revoked for a reason."""

    person_id: int
    reason: str
    now: datetime
