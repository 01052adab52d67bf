"""Keeping the search index and the trail true to what happens to a process."""

from datetime import datetime
from typing import Any

from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor
from auriga_web.core.search import index_entry
from auriga_web.processes.models import Process


def make_findable(process: Process) -> None:
    """Let a public process be found; a draft never was."""
    if process.is_public:
        index_entry(
            kind="process",
            subject_id=process.id,
            title=process.title,
            body=f"{process.summary} {process.purpose} {process.promise} {process.outcome}",
            summary=process.summary,
            at=process.opened_at or process.created_at,
        )


def record(process: Process, action: str, *, actor: Actor, now: datetime, **details: Any) -> None:
    """Write in the trail what was done to a process."""
    audit.record(
        actor,
        action,
        subject_kind="process",
        subject_id=process.id,
        now=now,
        details=details,
    )
