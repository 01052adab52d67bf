"""Adding stops and links, in the transaction of their cause."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.chain.models import Link, Stop, StopKind
from auriga_web.core.database import db, is_postgresql

Subject = tuple[str, int | str]


def add_stop(
    *,
    subject: Subject,
    stop: StopKind,
    sentence: str,
    now: datetime,
    values: dict[str, str] | None = None,
    cause: Subject | None = None,
) -> None:
    """Write where a subject has arrived.

    `sentence` is a msgid (`"approved with %(yes)s of %(all)s votes"`), `values` what is put in it.
    """
    kind, subject_id = subject
    db.session.add(
        Stop(
            subject_kind=kind,
            subject_id=str(subject_id),
            stop=stop,
            at=now,
            sentence=sentence,
            values=values or {},
            cause_kind=cause[0] if cause else None,
            cause_id=str(cause[1]) if cause else None,
        )
    )


def link(*, origin: Subject, result: Subject, now: datetime) -> None:
    """Tie a thing to what it became; tying twice changes nothing."""
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    db.session.execute(
        insert(Link)
        .values(
            from_kind=origin[0],
            from_id=str(origin[1]),
            to_kind=result[0],
            to_id=str(result[1]),
            at=now,
        )
        .on_conflict_do_nothing()
    )


def unlink(*, origin: Subject, result: Subject) -> None:
    """Take a link away again."""
    db.session.execute(
        delete(Link).where(
            Link.from_kind == origin[0],
            Link.from_id == str(origin[1]),
            Link.to_kind == result[0],
            Link.to_id == str(result[1]),
        )
    )
