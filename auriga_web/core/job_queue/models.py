"""The table of jobs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base


class JobState(StrEnum):
    """Where a job stands; `DEAD` ones failed too often and wait for staff."""

    QUEUED = "queued"
    DONE = "done"
    DEAD = "dead"


class Job(Base):
    """Something to do later. `lease_until` keeps two workers from doing it at once."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "state", "run_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    arguments: Mapped[dict[str, Any]]
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    created_at: Mapped[datetime]
    run_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
