"""The inbox: one list over all duties, in four statements however many rows there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, String, and_, cast, func, literal, or_, select, tuple_, union_all

from auriga_web.accounts.models import Person
from auriga_web.backoffice import rules
from auriga_web.core import keyset
from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _
from auriga_web.core.markup import plain
from auriga_web.discussion.models import Comment
from auriga_web.duties.models import Duty
from auriga_web.initiatives.models import Amendment, Initiative
from auriga_web.meetings.models import Commitment
from auriga_web.moderation.models import Appeal, Report
from auriga_web.needs.models import Need
from auriga_web.organisations.models import Organisation
from auriga_web.processes.models import Process
from auriga_web.services.models import Service
from auriga_web.voting.models import Poll

PAGE = 50
_Subject = tuple[str, str]


class InboxRow(NamedTuple):
    """A duty as the list shows it."""

    id: int
    kind: str
    subject_kind: str
    subject_id: str
    role: str
    owner_id: int | None
    owner_name: str | None
    opened_at: datetime
    due_at: datetime
    harm: int
    title: str = ""
    report_count: int = 0

    @property
    def subject(self) -> _Subject:
        return self.subject_kind, self.subject_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which duties to show."""

    kind: str | None = None
    mine: bool = False


def list_inbox(
    *, reader: Actor, wanted: Wanted, cursor: str | None = None
) -> keyset.Page[InboxRow]:
    """Return what the reader may do: harm before age, those with a title and counts."""
    statement = _duties(reader).limit(PAGE + 1)
    if wanted.kind:
        statement = statement.where(Duty.kind == wanted.kind)
    if wanted.mine:
        statement = statement.where(Duty.owner_id == reader.person_id)
    key = keyset.decode(cursor, kinds=(int, datetime, int))
    if key is not None:
        harm, due_at, duty_id = key
        later = tuple_(Duty.due_at, Duty.id) > (due_at, duty_id)
        statement = statement.where(or_(Duty.harm < harm, and_(Duty.harm == harm, later)))
    rows = [InboxRow(*row) for row in db.session.execute(statement)]
    page = keyset.take(rows, limit=PAGE, key=lambda row: (row.harm, row.due_at, row.id))
    return keyset.Page(_told(page.rows), page.next_cursor)


def find_row(duty_id: int, *, reader: Actor) -> InboxRow | None:
    """Return one duty of the list, while it is open and the reader's to do."""
    row = db.session.execute(_duties(reader).where(Duty.id == duty_id)).one_or_none()
    return None if row is None else _told([InboxRow(*row)])[0]


def _duties(reader: Actor) -> Select[*tuple[Any, ...]]:
    roles = [role.value for role in rules.roles_served_by(reader)]
    statement: Select[*tuple[Any, ...]] = (
        select(
            Duty.id,
            Duty.kind,
            Duty.subject_kind,
            Duty.subject_id,
            Duty.role,
            Duty.owner_id,
            Person.name,
            Duty.opened_at,
            Duty.due_at,
            Duty.harm,
        )
        .outerjoin(Person, Person.id == Duty.owner_id)
        .where(Duty.done_at.is_(None), Duty.role.in_(roles))
        .order_by(Duty.harm.desc(), Duty.due_at, Duty.id)
    )
    return statement


def _told(rows: Sequence[InboxRow]) -> Sequence[InboxRow]:
    """Add to each row what it is called and how many warn about it."""
    subjects = {row.subject for row in rows}
    titles, counts = _titles(subjects), _report_counts(subjects)
    return [
        row._replace(
            title=titles.get(row.subject) or _("Something that is no longer there"),
            report_count=counts.get(row.subject, 0),
        )
        for row in rows
    ]


_TITLES: dict[str, Select[int, str]] = {
    "amendment": select(Amendment.id, Amendment.reason),
    "appeal": select(Appeal.id, Appeal.text),
    "comment": select(Comment.id, Comment.body),
    "initiative": select(Initiative.id, Initiative.title),
    "need": select(Need.id, Need.title),
    "organisation": select(Organisation.id, Organisation.name),
    "commitment": select(Commitment.id, Commitment.what),
    "person": select(Person.id, Person.name),
    "process": select(Process.id, Process.title),
    "poll": select(Poll.id, Poll.title),
    "service": select(Service.id, Service.title),
}


def _titles(subjects: set[_Subject]) -> dict[_Subject, str]:
    parts = []
    for kind, statement in _TITLES.items():
        ids = [int(one) for found, one in subjects if found == kind and one.isdecimal()]
        if ids:
            own_id, title = statement.selected_columns
            parts.append(
                select(
                    cast(literal(kind), String(40)).label("kind"),
                    cast(own_id, String(40)).label("id"),
                    cast(title, String).label("title"),
                ).where(own_id.in_(ids))
            )
    if not parts:
        return {}
    rows = db.session.execute(union_all(*parts))
    return {(kind, own_id): plain(title, 100) for kind, own_id, title in rows if title}


def _report_counts(subjects: set[_Subject]) -> dict[_Subject, int]:
    if not subjects:
        return {}
    rows = db.session.execute(
        select(Report.subject_kind, Report.subject_id, func.count())
        .where(tuple_(Report.subject_kind, Report.subject_id).in_(subjects))
        .where(Report.decision_id.is_(None))
        .group_by(Report.subject_kind, Report.subject_id)
    )
    return {(kind, subject_id): count for kind, subject_id, count in rows}
