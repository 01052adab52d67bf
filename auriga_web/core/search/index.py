"""Putting things into the search index and taking them out."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.database import db, is_postgresql
from auriga_web.core.search.models import SearchEntry
from auriga_web.core.search.vocabulary import learn
from auriga_web.core.search.words import stems

LONGEST_TITLE = 300
LONGEST_SUMMARY = 400


def index_entry(
    *,
    kind: str,
    subject_id: int | str,
    title: str,
    body: str,
    summary: str,
    at: datetime,
    area_id: int | None = None,
    place_ids: Iterable[int] = (),
) -> None:
    """Make a public thing findable, or renew what is found of it.

    `place_ids` are where it is, or where it holds.
    """
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    values = {
        "title": title[:LONGEST_TITLE],
        "summary": summary[:LONGEST_SUMMARY],
        "title_stems": " ".join(stems(title)),
        "body_stems": " ".join(stems(body)),
        "marks": marks(kind=kind, area_id=area_id, place_ids=place_ids),
        "at": at,
    }
    db.session.execute(
        insert(SearchEntry)
        .values(kind=kind, subject_id=str(subject_id), **values)
        .on_conflict_do_update(index_elements=["kind", "subject_id"], set_=values)
    )
    learn(f"{title} {summary[:LONGEST_SUMMARY]}")


def remove_entry(*, kind: str, subject_id: int | str) -> None:
    """Make a thing unfindable, because it is hidden, withdrawn or merged."""
    db.session.execute(
        delete(SearchEntry).where(
            SearchEntry.kind == kind, SearchEntry.subject_id == str(subject_id)
        )
    )


def marks(*, kind: str, area_id: int | None = None, place_ids: Iterable[int] = ()) -> str:
    """Return what an entry is, of which area and where, as the index holds it."""
    area = () if area_id is None else (f"area:{area_id}",)
    places = (f"place:{place_id}" for place_id in sorted(set(place_ids)))
    return " ".join([f"kind:{kind}", *area, *places])
