"""The public log: what was decided, without anybody's name, and the counts of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from auriga_web.core import keyset
from auriga_web.core.database import db
from auriga_web.moderation.models import (
    Appeal,
    Category,
    Decision,
    Ground,
    Origin,
    Outcome,
    Report,
    Verdict,
)

PAGE = 30


class LogEntry(NamedTuple):
    """A decision as everybody may read it."""

    id: int
    subject_kind: str
    verdict: Verdict
    ground: Ground | None
    rule: str
    origin: Origin
    decided_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Year:
    """What moderation did in a year, in numbers (DSA art. 15)."""

    year: int
    reports: dict[Category, int]
    verdicts: dict[Verdict, int]
    origins: dict[Origin, int]
    appeals: dict[Outcome | None, int]

    @property
    def report_count(self) -> int:
        return sum(self.reports.values())

    @property
    def decision_count(self) -> int:
        return sum(self.verdicts.values())

    @property
    def appeal_count(self) -> int:
        return sum(self.appeals.values())


def list_decisions(cursor: str | None = None) -> keyset.Page[LogEntry]:
    """Return the latest decisions, a page at a time."""
    statement = (
        select(
            Decision.id,
            Decision.subject_kind,
            Decision.verdict,
            Decision.ground,
            Decision.rule,
            Decision.origin,
            Decision.decided_at,
            Decision.undone_at,
        )
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
        .limit(PAGE + 1)
    )
    key = keyset.decode(cursor, kinds=(datetime, int))
    if key is not None:
        columns = (Decision.decided_at, Decision.id)
        statement = statement.where(keyset.after(columns, key, descending=True))
    rows: Sequence[LogEntry] = [LogEntry(*row) for row in db.session.execute(statement)]
    return keyset.take(rows, limit=PAGE, key=lambda row: (row.decided_at, row.id))


def load_year(year: int) -> Year:
    """Return the counts of a year: a few hundred rows, and the page is kept."""
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    reports = select(Report.category, func.count()).group_by(Report.category)
    verdicts = select(Decision.verdict, func.count()).group_by(Decision.verdict)
    origins = select(Decision.origin, func.count()).group_by(Decision.origin)
    appeals = select(Appeal.outcome, func.count()).group_by(Appeal.outcome)
    made_in_year = [Report.created_at >= start, Report.created_at < end]
    decided_in_year = [Decision.decided_at >= start, Decision.decided_at < end]
    appealed_in_year = [Appeal.created_at >= start, Appeal.created_at < end]
    return Year(
        year=year,
        reports=_counted(reports.where(*made_in_year)),
        verdicts=_counted(verdicts.where(*decided_in_year)),
        origins=_counted(origins.where(*decided_in_year)),
        appeals=_counted(appeals.where(*appealed_in_year)),
    )


def _counted(statement: Select[Any, int]) -> dict[Any, int]:
    return {row[0]: row[1] for row in db.session.execute(statement)}
