"""What can be found, and the full-text index of each engine beside it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import DDL, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base

# PostgreSQL: an index on the stems of title (A) and body (B). SQLite: an FTS5 table on the ids.
POSTGRESQL_VECTOR = (
    "setweight(to_tsvector('simple', title_stems), 'A') || "
    "setweight(to_tsvector('simple', body_stems), 'B')"
)
POSTGRESQL_INDEX = (
    f"CREATE INDEX ix_search_entry_vector ON search_entry USING gin (({POSTGRESQL_VECTOR}))"
)
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
    "title_stems, body_stems, content='search_entry', content_rowid='id')"
)
_FORGET_OLD = (
    "INSERT INTO search_index (search_index, rowid, title_stems, body_stems) "
    "VALUES ('delete', old.id, old.title_stems, old.body_stems);"
)
_ADD_NEW = (
    "INSERT INTO search_index (rowid, title_stems, body_stems) "
    "VALUES (new.id, new.title_stems, new.body_stems);"
)
SQLITE_TRIGGERS = (
    "CREATE TRIGGER IF NOT EXISTS search_entry_inserted AFTER INSERT ON search_entry "
    f"BEGIN {_ADD_NEW} END",
    "CREATE TRIGGER IF NOT EXISTS search_entry_deleted AFTER DELETE ON search_entry "
    f"BEGIN {_FORGET_OLD} END",
    "CREATE TRIGGER IF NOT EXISTS search_entry_updated AFTER UPDATE ON search_entry "
    f"BEGIN {_FORGET_OLD} {_ADD_NEW} END",
)


class SearchEntry(Base):
    """One public thing, as search sees it. What is not public has no entry."""

    __tablename__ = "search_entry"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id"),
        Index("ix_search_entry_kind_at", "kind", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(String(400))
    title_stems: Mapped[str] = mapped_column(Text)
    body_stems: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


_ddl: Callable[[str], DDL] = DDL
for _dialect, _statements in (
    ("postgresql", (POSTGRESQL_INDEX,)),
    ("sqlite", (SQLITE_INDEX, *SQLITE_TRIGGERS)),
):
    for _statement in _statements:
        event.listen(
            SearchEntry.__table__,
            "after_create",
            _ddl(_statement.replace("%", "%%")).execute_if(dialect=_dialect),
        )
