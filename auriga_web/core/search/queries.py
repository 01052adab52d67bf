"""Asking the search index; what is ranked is bounded, so a common word costs no more."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log
from typing import NamedTuple

from auriga_web.core.database import db, is_postgresql
from auriga_web.core.search import vocabulary
from auriga_web.core.search.statements import HITS, candidates
from auriga_web.core.search.words import stems, words_of

# Only the newest matches are ranked: ranking every match of a common word takes seconds.
RANKED_AT_MOST = 1000
_LONGEST_QUERY = 12
# The rarest words of a title say best what it is about.
_TELLING_WORDS = 5
_SIMILAR_AT_MOST = 400
_MISTYPED_AT_MOST = 2


class Hit(NamedTuple):
    """Something found: what it is and how it presents itself."""

    kind: str
    subject_id: str
    title: str
    summary: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """To what a search is narrowed: any of these kinds, of these areas, of these places."""

    kinds: Collection[str] = ()
    area_ids: Collection[int] = ()
    place_ids: Collection[int] = ()

    @property
    def marks(self) -> list[list[str]]:
        """The marks of which an entry must hold one from each group."""
        groups = (
            [f"kind:{kind}" for kind in sorted(self.kinds)],
            [f"area:{area_id}" for area_id in sorted(self.area_ids)],
            [f"place:{place_id}" for place_id in sorted(self.place_ids)],
        )
        return [group for group in groups if group]


class _Candidate(NamedTuple):
    id: int
    subject_id: str
    marks: str
    score: int


@dataclass(frozen=True, slots=True)
class Matches:
    """The newest matches of a search, best first; beyond `RANKED_AT_MOST` there may be more."""

    found: Sequence[_Candidate]
    is_more: bool

    def __len__(self) -> int:
        return len(self.found)

    def narrowed(self, narrowing: Narrowing) -> "Matches":
        """Return those within a narrowing."""
        groups = [set(group) for group in narrowing.marks]
        kept = [
            match
            for match in self.found
            if all(not group.isdisjoint(match.marks.split()) for group in groups)
        ]
        return Matches(kept, self.is_more)

    def count_marks(self) -> Mapping[str, int]:
        """Return how many of these hold each mark."""
        return Counter(mark for match in self.found for mark in match.marks.split())


def match(query: str, narrowing: Narrowing | None = None, *, most: int = RANKED_AT_MOST) -> Matches:
    """Return the public things that hold every word of the query, best first.

    The last word also matches as a beginning, so that results grow while somebody types.
    """
    words = stems(query)[:_LONGEST_QUERY]
    if not words:
        return Matches([], is_more=False)
    values: dict[str, object] = {f"word_{i}": f"% {word} %" for i, word in enumerate(words)}
    values[f"word_{len(words) - 1}"] = f"% {words[-1]}%"
    values["title"] = f"% {' '.join(words)}%"
    matching = _every(words, narrowing or Narrowing())
    return _ranked(words, matching, values, weighs_bodies=False, most=most)


def load_hits(matches: Matches, *, start: int = 0, limit: int) -> list[Hit]:
    """Return what some matches show, in their order."""
    ids = [match.id for match in matches.found[start : start + limit]]
    rows = {row[0]: Hit(*row[1:]) for row in db.session.execute(HITS, {"ids": ids})} if ids else {}
    return [rows[entry_id] for entry_id in ids if entry_id in rows]


def search(query: str, *, kinds: Sequence[str], limit: int = 20) -> list[Hit]:
    """Return the public things of these kinds that hold every word of the query, best first."""
    return load_hits(match(query, Narrowing(kinds=kinds)), limit=limit)


def find_similar(
    title: str, *, kinds: Sequence[str], limit: int = 5, without: str | None = None
) -> list[Hit]:
    """Return public things that share telling words with this text, nearest first."""
    words = list(dict.fromkeys(stems(title)))[:_LONGEST_QUERY]
    if not words:
        return []
    counts = vocabulary.count_entries(words)
    telling = sorted(counts, key=lambda word: (counts[word], word))[:_TELLING_WORDS]
    # Of a word that no title holds one cannot say how rare it is: a text may hold it still.
    words = [word for word in words if word in telling or word not in counts]
    values: dict[str, object] = {}
    for i, word in enumerate(words):
        values[f"word_{i}"] = f"% {word} %"
        values[f"weight_{i}"] = round(1000 / (1 + log(1 + counts.get(word, 0))))
    matching = _any(words, Narrowing(kinds=kinds))
    found = _ranked(words, matching, values, weighs_bodies=True, most=_SIMILAR_AT_MOST)
    hits = load_hits(found, limit=limit + 1)
    return [hit for hit in hits if hit.subject_id != without][:limit]


def list_matching_ids(query: str, *, kind: str, limit: int = RANKED_AT_MOST) -> list[int]:
    """Return the ids of the best matches of one kind, for a list that filters further."""
    found = match(query, Narrowing(kinds=[kind]), most=limit).found
    return [int(match.subject_id) for match in found]


def suggest(query: str) -> str | None:
    """Return the query with its mistyped words put right, if that finds something."""
    words = words_of(query)[:_LONGEST_QUERY]
    known = vocabulary.count_entries([word.stem for word in words]) if words else {}
    wrong = [word for word in words if word.stem not in known]
    if not wrong or len(wrong) > _MISTYPED_AT_MOST:
        return None
    better = query
    for word in reversed(wrong):
        meant = vocabulary.find_nearest(word.plain)
        if meant is None:
            return None
        better = better[: word.start] + meant + better[word.end :]
    return better if match(better, most=1).found else None


def _ranked(
    words: Sequence[str],
    matching: str,
    values: dict[str, object],
    *,
    weighs_bodies: bool,
    most: int,
) -> Matches:
    rows = db.session.execute(
        candidates(len(words), weighs_bodies=weighs_bodies),
        {**values, "matching": matching, "most": most + 1},
    ).all()
    found = sorted(map(_Candidate._make, rows), key=lambda row: (row.score, row.id))
    newest = max(len(found) - most, 0)
    if newest:
        found.remove(min(found, key=lambda row: row.id))
    return Matches(found[::-1], is_more=newest > 0)


def _every(words: Sequence[str], narrowing: Narrowing) -> str:
    """Return what both engines ask for by `words`, the last of them also as a beginning."""
    if is_postgresql():
        parts = [f"'{word}'" for word in words]
        return " & ".join([*parts[:-1], f"{parts[-1]}:*", *_groups(narrowing, "'", "|")])
    parts = [f'"{word}"' for word in words]
    return " AND ".join([*parts[:-1], f"{parts[-1]} *", *_groups(narrowing, '"', "OR")])


def _any(words: Sequence[str], narrowing: Narrowing) -> str:
    if is_postgresql():
        either = " | ".join(f"'{word}'" for word in words)
        return " & ".join([f"({either})", *_groups(narrowing, "'", "|")])
    either = " OR ".join(f'"{word}"' for word in words)
    return " AND ".join([f"({either})", *_groups(narrowing, '"', "OR")])


def _groups(narrowing: Narrowing, quote: str, either: str) -> list[str]:
    return [
        "(" + f" {either} ".join(f"{quote}{mark}{quote}" for mark in group) + ")"
        for group in narrowing.marks
    ]
