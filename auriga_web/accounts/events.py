"""What happened to persons that others may hear."""

from dataclasses import dataclass
from datetime import datetime

from auriga_web.core.access import Actor


@dataclass(frozen=True, kw_only=True)
class PersonSignedUp:
    """Somebody asked for an account; until they confirm their address it can do nothing."""

    person_id: int
    signed_up_for: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PersonConfirmed:
    """Somebody proved that the address is theirs."""

    person_id: int
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PersonVerified:
    """An operator made sure who somebody is, and what ties them to a comune.

    `relation` is one of territories' own words: lives, works, cares.
    """

    person_id: int
    comune_code: str
    relation: str
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PersonErased:
    """Somebody is forgotten: nothing may tell any more who they were.

    With `removes_content` what they wrote goes too, leaving a note that something was there.
    """

    person_id: int
    removes_content: bool
    now: datetime


@dataclass(frozen=True, kw_only=True)
class RolesChanged:
    """Somebody was given or lost a role."""

    person_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class InstallationPrepared:
    """The schema is there: load what every installation has, such as territories. Safe twice."""

    now: datetime
