"""Facts about services that others may hear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class ServiceListed:
    """A service was added to the catalogue."""

    service_id: int
    area_id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ServiceChanged:
    """What is written of a service changed, or it left or rejoined the catalogue."""

    service_id: int
    is_listed: bool
    at: datetime
