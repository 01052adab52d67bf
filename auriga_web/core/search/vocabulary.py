"""The words written in public, and which of them somebody meant who mistyped one."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.database import db, is_postgresql
from auriga_web.core.job_queue import every
from auriga_web.core.search.models import SearchEntry, SearchTrigram, SearchWord
from auriga_web.core.search.words import words_of

_DAY = 24 * 60 * 60
_SHORTEST, _LONGEST = 4, 40
_BATCH = 500
_NEAREST = 40
_Item = TypeVar("_Item")


class _Candidate(NamedTuple):
    word: str
    as_written: str
    entry_count: int


_KNOWN_STEMS = (
    select(SearchWord.stem, func.max(SearchWord.entry_count))
    .where(SearchWord.stem.in_(bindparam("stems", expanding=True)))
    .group_by(SearchWord.stem)
)
_KNOWN_WORDS = select(SearchWord.word).where(
    SearchWord.word.in_(bindparam("words", expanding=True))
)
_shared = func.count().label("shared")
_CANDIDATES = (
    select(SearchWord.word, SearchWord.as_written, SearchWord.entry_count)
    .join(SearchTrigram, SearchTrigram.word_id == SearchWord.id)
    .where(SearchTrigram.trigram.in_(bindparam("trigrams", expanding=True)))
    .group_by(SearchWord.id, SearchWord.word, SearchWord.as_written, SearchWord.entry_count)
    .order_by(_shared.desc(), SearchWord.entry_count.desc(), SearchWord.word)
    .limit(_NEAREST)
)


def count_entries(stems: Collection[str]) -> dict[str, int]:
    """Return how many things hold each of these stems; those of no known word are left out."""
    rows = db.session.execute(_KNOWN_STEMS, {"stems": sorted(set(stems))})
    return {row[0]: row[1] for row in rows}


def find_nearest(word: str) -> str | None:
    """Return the written word that somebody most likely meant by this one, if any is near."""
    rows = db.session.execute(_CANDIDATES, {"trigrams": sorted(trigrams(word))})
    farthest = 1 if len(word) < 6 else 2
    near = [
        (steps, row.word[0] != word[0], -row.entry_count, row.word, row.as_written)
        for row in (_Candidate(*row) for row in rows)
        if (steps := distance(word, row.word)) <= farthest
    ]
    return min(near)[-1] if near else None


def trigrams(word: str) -> set[str]:
    """Return the runs of three letters of a word; its beginning counts more than its end."""
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def distance(one: str, other: str) -> int:
    """Return how many letters must be put, left out, changed or swapped to pass to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def learn(text: str) -> None:
    """Add the words of a public text that were not known yet."""
    written = _vocabulary(text)
    if not written:
        return
    known = set(db.session.scalars(_KNOWN_WORDS, {"words": sorted(written)}))
    _add({word: row for word, row in written.items() if word not in known}, Counter())


@every(seconds=_DAY, name="search.vocabulary")
def renew_vocabulary(_now: datetime | None = None) -> None:
    """Count again how often each word is written; forget those that nobody can read any more."""
    written: dict[str, tuple[str, str]] = {}
    counts: Counter[str] = Counter()
    texts = select(
        SearchEntry.title, SearchEntry.summary, SearchEntry.title_stems, SearchEntry.body_stems
    ).execution_options(yield_per=_BATCH)
    for title, summary, title_stems, body_stems in db.session.execute(texts):
        for word, row in _vocabulary(f"{title} {summary}").items():
            written.setdefault(word, row)
        counts.update({*title_stems.split(), *body_stems.split()})
    known = {
        word: (word_id, count)
        for word_id, word, count in db.session.execute(
            select(SearchWord.id, SearchWord.word, SearchWord.entry_count)
        )
    }
    _forget(word_id for word, (word_id, _count) in known.items() if word not in written)
    _recount(
        {"id": known[word][0], "entry_count": counts[stem]}
        for word, (_as_written, stem) in written.items()
        if word in known and known[word][1] != counts[stem]
    )
    _add({word: row for word, row in written.items() if word not in known}, counts)


def _vocabulary(text: str) -> dict[str, tuple[str, str]]:
    """Return the words worth offering: each with how it is written and its stem."""
    return {
        word.plain: (text[word.start : word.end].lower(), word.stem)
        for word in words_of(text)
        if _SHORTEST <= len(word.plain) <= _LONGEST and word.plain.isalpha()
    }


def _add(new: dict[str, tuple[str, str]], counts: Counter[str]) -> None:
    insert_ignoring = postgresql.insert if is_postgresql() else sqlite.insert
    # In the order of the alphabet, so that two who write the same words wait for each other once.
    for batch in _batches(sorted(new)):
        rows = db.session.execute(
            insert_ignoring(SearchWord)
            .values(
                [
                    {
                        "word": word,
                        "as_written": new[word][0],
                        "stem": new[word][1],
                        "entry_count": counts[new[word][1]] or 1,
                    }
                    for word in batch
                ]
            )
            .on_conflict_do_nothing()
            .returning(SearchWord.id, SearchWord.word)
        ).all()
        parts = [
            {"trigram": part, "word_id": word_id}
            for word_id, word in rows
            for part in sorted(trigrams(word))
        ]
        if parts:
            db.session.execute(insert(SearchTrigram), parts)


def _forget(word_ids: Iterable[int]) -> None:
    for batch in _batches(list(word_ids)):
        db.session.execute(delete(SearchWord).where(SearchWord.id.in_(batch)))


def _recount(changed: Iterable[dict[str, int]]) -> None:
    if rows := list(changed):
        db.session.execute(update(SearchWord), rows)


def _batches(items: Sequence[_Item]) -> Iterable[Sequence[_Item]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))
