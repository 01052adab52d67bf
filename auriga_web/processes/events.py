"""What happened to processes. `person_id` is who did it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class ProcessOpened:
    """A process is public, with its promise and its dates."""

    process_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PhasesMoved:
    """The dates of an open process changed."""

    process_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProcessConcluded:
    """A process ended, and what came of it is written."""

    process_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProcessStopped:
    """A process ended before its time, for a reason that is public."""

    process_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DocumentPublished:
    """A document of a process can be read, or a new version of it."""

    process_id: int
    document_id: int
    version_no: int
    person_id: int | None
    at: datetime
