"""What can be found, the full-text index of each engine beside it, and the words written there."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import DDL, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base

# PostgreSQL: the stems of title (A) and body (B) and the marks, kept as a vector with an index that
# holds no list of what is still to be added. SQLite: an FTS5 table on the ids.
POSTGRESQL_VECTOR = (
    "setweight(to_tsvector('simple'::regconfig, title_stems), 'A') || "
    "setweight(to_tsvector('simple'::regconfig, body_stems), 'B') || "
    "array_to_tsvector(string_to_array(marks, ' '))"
)
POSTGRESQL_COLUMN = (
    f"ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS ({POSTGRESQL_VECTOR})"
    " STORED"
)
POSTGRESQL_INDEX = (
    "CREATE INDEX ix_search_entry_vector ON search_entry USING gin (vector) WITH (fastupdate = off)"
)
# A colon is part of a mark, and of no word: nobody can type one.
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
    "title_stems, body_stems, marks, content='search_entry', content_rowid='id', "
    "tokenize=\"unicode61 tokenchars ':'\")"
)
_FORGET_OLD = (
    "INSERT INTO search_index (search_index, rowid, title_stems, body_stems, marks) "
    "VALUES ('delete', old.id, old.title_stems, old.body_stems, old.marks);"
)
_ADD_NEW = (
    "INSERT INTO search_index (rowid, title_stems, body_stems, marks) "
    "VALUES (new.id, new.title_stems, new.body_stems, new.marks);"
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
    # What it is, of which area, where: `kind:need area:12 place:34`, found as words are.
    marks: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class SearchWord(Base):
    """A word written in public, for who mistypes it; without accents, beside as it was written."""

    __tablename__ = "search_word"
    __table_args__ = (UniqueConstraint("word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(40))
    as_written: Mapped[str] = mapped_column(String(40))
    stem: Mapped[str] = mapped_column(String(40), index=True)
    # How many things held its stem when last counted.
    entry_count: Mapped[int]


class SearchTrigram(Base):
    """Three letters in a row of a word: what a mistyped word still shares with the right one."""

    __tablename__ = "search_trigram"

    trigram: Mapped[str] = mapped_column(String(3), primary_key=True)
    word_id: Mapped[int] = mapped_column(
        ForeignKey("search_word.id", ondelete="CASCADE"), primary_key=True, index=True
    )


_ddl: Callable[[str], DDL] = DDL
for _dialect, _statements in (
    ("postgresql", (POSTGRESQL_COLUMN, POSTGRESQL_INDEX)),
    ("sqlite", (SQLITE_INDEX, *SQLITE_TRIGGERS)),
):
    for _statement in _statements:
        event.listen(
            SearchEntry.__table__,
            "after_create",
            _ddl(_statement.replace("%", "%%")).execute_if(dialect=_dialect),
        )
