"""What happened to bodies that others may hear."""

from dataclasses import dataclass
from datetime import datetime

from auriga_web.core.access import Actor


@dataclass(frozen=True, kw_only=True)
class OrganisationRequested:
    """Somebody asked that a body may take part in its own name."""

    organisation_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class OrganisationVerified:
    """Staff made sure that a body is what it says."""

    organisation_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class OrganisationRefused:
    """Staff did not accept a body, and said why."""

    organisation_id: int
    reason: str
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class MemberInvited:
    """Somebody was asked to be a member of a body."""

    organisation_id: int
    person_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class MemberLeft:
    """Somebody is no longer a member of a body."""

    organisation_id: int
    person_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class OrganisationDescribed:
    """A body changed what it says of itself."""

    organisation_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class MembershipRequested:
    """Somebody asked to belong to a body."""

    organisation_id: int
    person_id: int
    actor: Actor
    now: datetime


@dataclass(frozen=True, kw_only=True)
class MemberAdmitted:
    """A representative let in somebody who had asked."""

    organisation_id: int
    person_id: int
    actor: Actor
    now: datetime
