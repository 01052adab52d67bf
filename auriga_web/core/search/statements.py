"""The statements behind search, each built once: candidates with a score, and what they show.

Both engines rank alike because the score is made of the same comparisons: every word of the
title counts, and words that stand there in the order asked count once more.
"""

from functools import cache
from typing import Any

from sqlalchemy import Select, TextualSelect, bindparam, column, select, text

from auriga_web.core.database import is_postgresql
from auriga_web.core.search.models import SearchEntry

HITS: Select[*tuple[Any, ...]] = select(
    SearchEntry.id,
    SearchEntry.kind,
    SearchEntry.subject_id,
    SearchEntry.title,
    SearchEntry.summary,
    SearchEntry.at,
).where(SearchEntry.id.in_(bindparam("ids", expanding=True)))

_CANDIDATES = {
    "sqlite": """
        SELECT entry.id, entry.subject_id, entry.marks, {score} AS score
        FROM (
            SELECT rowid AS id FROM search_index WHERE search_index MATCH :matching
            ORDER BY rowid DESC LIMIT :most
        ) AS found JOIN search_entry AS entry ON entry.id = found.id
    """,
    # Kept apart, so that the newest are not looked for among all that do not match.
    "postgresql": """
        WITH matching AS MATERIALIZED (
            SELECT id FROM search_entry WHERE vector @@ CAST(:matching AS tsquery)
        ), found AS (SELECT id FROM matching ORDER BY id DESC LIMIT :most)
        SELECT entry.id, entry.subject_id, entry.marks, {score} AS score
        FROM found JOIN search_entry AS entry ON entry.id = found.id
    """,
}
_IN_TITLE = "(CASE WHEN ' ' || entry.title_stems || ' ' LIKE :{name} THEN {worth} ELSE 0 END)"
_IN_BODY = "(CASE WHEN ' ' || entry.body_stems || ' ' LIKE :{name} THEN {worth} ELSE 0 END)"


def candidates(word_count: int, *, weighs_bodies: bool) -> TextualSelect:
    """Return the statement that finds the newest matches with their score.

    It takes `matching`, `most`, `word_0`, `word_1` …; then `title` (all words in their order), or
    `weight_0`, `weight_1` … where bodies are weighed too.
    """
    return _candidates("postgresql" if is_postgresql() else "sqlite", word_count, weighs_bodies)


@cache
def _candidates(engine: str, word_count: int, weighs_bodies: bool) -> TextualSelect:
    parts = []
    for index in range(word_count):
        name = f"word_{index}"
        if weighs_bodies:
            parts.append(_IN_TITLE.format(name=name, worth=f"2 * CAST(:weight_{index} AS integer)"))
            parts.append(_IN_BODY.format(name=name, worth=f"CAST(:weight_{index} AS integer)"))
        else:
            parts.append(_IN_TITLE.format(name=name, worth="1"))
    if not weighs_bodies:
        parts.append(_IN_TITLE.format(name="title", worth="1"))
    statement = text(_CANDIDATES[engine].format(score=" + ".join(parts)))
    return statement.columns(column("id"), column("subject_id"), column("marks"), column("score"))
