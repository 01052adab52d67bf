"""Putting things into the search index and taking them out."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.database import db, is_postgresql
from auriga_web.core.search.models import SearchEntry
from auriga_web.core.search.words import stems


def index_entry(
    *, kind: str, subject_id: int | str, title: str, body: str, summary: str, at: datetime
) -> None:
    """Make a public thing findable, or renew what is found of it."""
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    values = {
        "title": title[:300],
        "summary": summary[:400],
        "title_stems": " ".join(stems(title)),
        "body_stems": " ".join(stems(body)),
        "at": at,
    }
    db.session.execute(
        insert(SearchEntry)
        .values(kind=kind, subject_id=str(subject_id), **values)
        .on_conflict_do_update(index_elements=["kind", "subject_id"], set_=values)
    )


def remove_entry(*, kind: str, subject_id: int | str) -> None:
    """Make a thing unfindable, because it is hidden, withdrawn or merged."""
    db.session.execute(
        delete(SearchEntry).where(
            SearchEntry.kind == kind, SearchEntry.subject_id == str(subject_id)
        )
    )
