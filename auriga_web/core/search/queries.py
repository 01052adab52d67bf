"""Asking the search index; what is ranked is bounded, so a common word costs no more."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import TextClause, bindparam, column, text

from auriga_web.core.database import UTCDateTime, db, is_postgresql
from auriga_web.core.search.models import POSTGRESQL_VECTOR
from auriga_web.core.search.words import stems

# Only the newest matches are ranked: ranking every match of a common word takes seconds.
RANKED_AT_MOST = 1000
_LONGEST_QUERY = 12


class Hit(NamedTuple):
    """Something found: what it is and how it presents itself."""

    kind: str
    subject_id: str
    title: str
    summary: str
    at: datetime


_FOUND_IN_SQLITE = """
    SELECT e.kind, e.subject_id, e.title, e.summary, e.at
    FROM (
        SELECT rowid AS id, bm25(search_index, 4.0, 1.0) AS score
        FROM search_index WHERE search_index MATCH :words
        ORDER BY rowid DESC LIMIT :ranked
    ) AS found JOIN search_entry AS e ON e.id = found.id
    WHERE e.kind IN :kinds
    ORDER BY found.score, e.id DESC LIMIT :limit
"""
_FOUND_IN_POSTGRESQL = f"""
    SELECT kind, subject_id, title, summary, at
    FROM (
        SELECT * FROM search_entry
        WHERE ({POSTGRESQL_VECTOR}) @@ to_tsquery('simple', :words) AND kind IN :kinds
        ORDER BY id DESC LIMIT :ranked
    ) AS found
    ORDER BY ts_rank(({POSTGRESQL_VECTOR}), to_tsquery('simple', :words)) DESC, id DESC
    LIMIT :limit
"""  # noqa: S608


def search(query: str, *, kinds: Sequence[str], limit: int = 20) -> list[Hit]:
    """Return the public things that hold every word of the query, best first.

    The last word also matches as a beginning, so that results grow while somebody types.
    """
    words = stems(query)[:_LONGEST_QUERY]
    return _find(words, kinds, limit, every_word=True) if words else []


def find_similar(
    title: str, *, kinds: Sequence[str], limit: int = 5, without: str | None = None
) -> list[Hit]:
    """Return public things that share words with this text, nearest first."""
    words = list(dict.fromkeys(stems(title)))[:_LONGEST_QUERY]
    hits = _find(words, kinds, limit + 1, every_word=False) if words else []
    return [hit for hit in hits if hit.subject_id != without][:limit]


def list_matching_ids(query: str, *, kind: str, limit: int = RANKED_AT_MOST) -> list[int]:
    """Return the ids of the best matches of one kind, for a list that filters further."""
    return [int(hit.subject_id) for hit in search(query, kinds=[kind], limit=limit)]


def _find(words: list[str], kinds: Sequence[str], limit: int, *, every_word: bool) -> list[Hit]:
    if is_postgresql():
        parts = [*words[:-1], f"{words[-1]}:*"] if every_word else words
        matching = (" & " if every_word else " | ").join(parts)
        statement: TextClause = text(_FOUND_IN_POSTGRESQL)
    else:
        quoted = [f'"{word}"' for word in words]
        parts = [*quoted[:-1], f"{quoted[-1]}*"] if every_word else quoted
        matching = (" " if every_word else " OR ").join(parts)
        statement = text(_FOUND_IN_SQLITE)
    found = statement.bindparams(bindparam("kinds", expanding=True)).columns(
        column("kind"),
        column("subject_id"),
        column("title"),
        column("summary"),
        column("at", UTCDateTime()),
    )
    rows = db.session.execute(
        found,
        {"words": matching, "kinds": list(kinds), "ranked": RANKED_AT_MOST, "limit": limit},
    )
    return [Hit(*row) for row in rows]
