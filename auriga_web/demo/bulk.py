"""A province as large as Madrid: the same at every run, written in bulk.

512,000 people, 31,000 needs, 240,000 comments and 2,000,000 supports are the size of the largest
public participation site; `province` is a twenty-fifth of it.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from sqlalchemy import delete, select

from auriga_web.accounts.models import AgeBand
from auriga_web.chain.models import StopKind
from auriga_web.core.access import Channel, Level
from auriga_web.core.database import db
from auriga_web.core.markup import plain, render
from auriga_web.core.search.index import marks
from auriga_web.core.search.words import stems
from auriga_web.demo.content import Content
from auriga_web.demo.names import full_name
from auriga_web.demo.places import list_places
from auriga_web.demo.rows import first_free_id, insert_rows, settle_sequences
from auriga_web.needs.models import CountKind, NeedCount, NeedState, SpeaksFor
from auriga_web.services.models import ServiceArea

_SEED = 2027
_STATES = (
    [(NeedState.PUBLISHED, StopKind.NEED)] * 11
    + [(NeedState.TAKEN_UP, StopKind.NEED)] * 3
    + [(NeedState.ANSWERED, StopKind.NEED)] * 4
    + [(NeedState.NOT_PURSUED, StopKind.NOT_PURSUED)] * 2
)
_SENTENCES = {
    StopKind.NEED: "written on the site",
    StopKind.NOT_PURSUED: "answered: not for now",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each to write beside the stories."""

    people: int
    needs: int
    comments: int
    supports: int


SIZES = {
    "small": Size(people=0, needs=0, comments=0, supports=0),
    "province": Size(people=20_480, needs=1_240, comments=9_600, supports=80_000),
    "madrid": Size(people=512_000, needs=31_000, comments=240_000, supports=2_000_000),
}


def add_people(size: Size, *, now: datetime) -> range:
    """Write verified people who live where real people do; return their ids."""
    random = Random(_SEED)
    first = first_free_id("person")
    ids = range(first, first + size.people)
    places = list_places()
    homes = random.choices(places, [place.population for place in places], k=size.people)
    joined = [now - timedelta(days=random.randrange(30, 900)) for _ in ids]
    insert_rows(
        "person",
        ("id", "name", "is_name_public", "email", "active", "fs_uniquifier", "confirmed_at")
        + ("level", "language", "created_at"),
        (
            (i, full_name(random), False, f"p{i}@demo.example", True, f"{i:032x}", at)
            + (Level.VERIFIED, "it", at)
            for i, at in zip(ids, joined, strict=True)
        ),
    )
    insert_rows(
        "residency",
        ("id", "person_id", "territory_id", "relation", "declared_at"),
        (
            (row, i, home.id, "lives", at)
            for row, (i, home, at) in enumerate(
                zip(ids, homes, joined, strict=True), first_free_id("residency")
            )
        ),
    )
    ends = (now + timedelta(days=5 * 365)).date()
    known = ("id", "person_id", "identity_hmac", "channel", "comune_code", "age_band")
    insert_rows(
        "verification",
        (*known, "verified_at", "means", "expires_on"),
        (
            (row, i, f"{i:064x}", "desk", home.code, random.choice(list(AgeBand)), at, "desk", ends)
            for row, (i, home, at) in enumerate(
                zip(ids, homes, joined, strict=True), first_free_id("verification")
            )
        ),
    )
    settle_sequences("person", "residency", "verification")
    return ids


def add_needs(size: Size, people: range, content: Content, *, now: datetime) -> None:
    """Write needs with their supports, comments, counts, stops and search entries."""
    if not size.needs:
        return
    writer = _Needs(size, people, content, now)
    writer.write_needs()
    writer.write_supports()
    writer.write_comments()
    writer.write_counters()
    settle_sequences("need", "need_support", "thread", "comment", "search_entry", "stop")


class _Needs:
    """The rows of all needs, drawn once so that every table agrees with every other."""

    def __init__(self, size: Size, people: range, content: Content, now: datetime) -> None:
        self.random = Random(_SEED + 1)
        self.size, self.people, self.content, self.now = size, people, content, now
        first = first_free_id("need")
        self.ids = range(first, first + size.needs)
        self.thread_of = first_free_id("thread") - first
        places = list_places()
        self.places = self.random.choices(places, [p.population for p in places], k=size.needs)
        areas = db.session.execute(
            select(ServiceArea.id, ServiceArea.slug, ServiceArea.is_sensitive).where(
                ServiceArea.parent_id.is_not(None)
            )
        )
        self.areas = {row.slug: row for row in areas}
        self.texts = self.random.choices(content.needs, k=size.needs)
        self.stands = self.random.choices(_STATES, k=size.needs)
        self.written = [
            now - timedelta(minutes=self.random.randrange(60, 900 * 24 * 60)) for _ in self.ids
        ]
        # A few needs draw most of the attention: the n-th most popular, a share of 1/n.
        weights = [1 / (rank + 8) for rank in range(size.needs)]
        self.random.shuffle(weights)
        self.shares = list(accumulate(weights))
        self.support_counts: Counter[int] = Counter()
        self.comment_counts: Counter[int] = Counter()

    def write_needs(self) -> None:
        columns = (
            ("id", "title", "body", "body_html", "plain_summary", "service_area_id")
            + ("is_sensitive", "target_groups", "comune_id", "zona_id", "frazione", "speaks_for")
            + ("author_id", "channel", "is_signed", "state", "state_reason", "state_changed_at")
            + ("is_listed", "stop", "answer_due_at", "first_answered_at", "created_at")
            + ("updated_at", "submitted_at", "published_at", "version")
        )
        insert_rows("need", columns, (self._need(index) for index in range(self.size.needs)))
        insert_rows(
            "search_entry",
            ("id", "kind", "subject_id", "title", "summary", "title_stems", "body_stems", "marks")
            + ("at",),
            self._search_entries(),
        )
        insert_rows(
            "stop",
            ("id", "subject_kind", "subject_id", "stop", "at", "sentence", "sentence_values"),
            (
                (row, "need", str(self.ids[i]), stop, self.written[i], _SENTENCES[stop], {})
                for row, (i, (_, stop)) in enumerate(enumerate(self.stands), first_free_id("stop"))
            ),
        )

    def _need(self, index: int) -> tuple[Any, ...]:
        text, place, at = self.texts[index], self.places[index], self.written[index]
        state, stop = self.stands[index]
        area = self.areas[text.area]
        is_answered = state in {NeedState.ANSWERED, NeedState.NOT_PURSUED}
        return (
            (self.ids[index], self._title(index), text.body, self.content.html_of(text), "")
            + (area.id, area.is_sensitive, text.groups, place.id, place.zona_id, "")
            + (SpeaksFor(text.speaks_for), self.random.choice(self.people), Channel.WEB, False)
            + (state, "Non ci sono risorse." if stop is StopKind.NOT_PURSUED else "", at, True)
            + (stop, at + timedelta(days=30), at + timedelta(days=12) if is_answered else None)
            + (at, at, at, at, 1)
        )

    def _title(self, index: int) -> str:
        return f"{self.texts[index].title} ({self.places[index].name})"

    def _search_entries(self) -> Iterator[tuple[Any, ...]]:
        summaries = {text.key: plain(text.body) for text in self.content.needs}
        bodies = {text.key: " ".join(stems(text.body)) for text in self.content.needs}
        for row, index in enumerate(range(self.size.needs), first_free_id("search_entry")):
            text, title = self.texts[index], self._title(index)
            place = self.places[index]
            yield (row, "need", str(self.ids[index]), title, summaries[text.key]) + (
                " ".join(stems(title)),
                bodies[text.key],
                marks(kind="need", area_id=self.areas[text.area].id, place_ids=[place.id]),
                self.written[index],
            )

    def write_supports(self) -> None:
        wanted: Counter[int] = Counter(self._draw() for _ in range(self.size.supports))
        for index, count in wanted.items():
            self.support_counts[index] = min(count, len(self.people))
        # What a popular need cannot hold (one support a person) goes to the others in turn.
        missing = self.size.supports - sum(self.support_counts.values())
        while missing > 0:
            index = self.random.randrange(self.size.needs)
            if self.support_counts[index] < len(self.people) // 2:
                self.support_counts[index] += 1
                missing -= 1
        insert_rows(
            "need_support",
            ("id", "need_id", "person_id", "channel", "created_at"),
            self._supports(),
        )

    def _supports(self) -> Iterator[tuple[Any, ...]]:
        row = first_free_id("need_support")
        for index in range(self.size.needs):
            at = self.written[index]
            supporters = self.random.sample(self.people, self.support_counts[index])
            for person_id in sorted(supporters):
                yield (row, self.ids[index], person_id, Channel.WEB, at)
                row += 1

    def write_comments(self) -> None:
        drawn = Counter(self._draw() for _ in range(self.size.comments))
        self.comment_counts = drawn
        insert_rows(
            "thread",
            ("id", "subject_kind", "subject_id", "comment_count", "is_closed"),
            (
                (need_id + self.thread_of, "need", str(need_id), drawn[index], False)
                for index, need_id in enumerate(self.ids)
            ),
        )
        insert_rows(
            "comment",
            ("id", "thread_id", "parent_id", "root_id", "depth", "author_id", "author_place")
            + ("channel", "body", "body_html", "is_official", "useful_count", "version")
            + ("created_at",),
            self._comments(),
        )

    def _comments(self) -> Iterator[tuple[Any, ...]]:
        row = first_free_id("comment")
        html = {said: str(render(said)) for said in self.content.everything_said()}
        for index, need_id in enumerate(self.ids):
            pool = self.content.comments_on(self.texts[index].area)
            roots: list[int] = []
            for number in range(self.comment_counts[index]):
                is_answer = bool(roots) and self.random.random() < 0.4
                root = self.random.choice(roots) if is_answer else None
                said = self.random.choice(self.content.replies if is_answer else pool)
                at = min(self.written[index] + timedelta(hours=number + 1), self.now)
                yield (row, need_id + self.thread_of, root, root, 2 if is_answer else 1) + (
                    self.random.choice(self.people),
                    self.places[index].name,
                    Channel.WEB,
                    said,
                    html[said],
                    False,
                    int(self.random.expovariate(0.4)),
                    1,
                    at,
                )
                if not is_answer:
                    roots.append(row)
                row += 1

    def write_counters(self) -> None:
        insert_rows(
            "need_counter",
            ("need_id", "support_count", "position_count", "comment_count", "follow_count"),
            (
                (need_id, self.support_counts[i], 0, self.comment_counts[i], 0)
                for i, need_id in enumerate(self.ids)
            ),
        )
        # The stories have counted theirs already.
        counts: Counter[tuple[CountKind, int, str]] = Counter(
            {(row.kind, row.key, row.value): row.n for row in db.session.scalars(select(NeedCount))}
        )
        db.session.execute(delete(NeedCount))
        for index in range(self.size.needs):
            state, stop = self.stands[index]
            counts[CountKind.COMUNE, self.places[index].id, state.value] += 1
            counts[CountKind.AREA, self.areas[self.texts[index].area].id, state.value] += 1
            counts[CountKind.STOP, 0, stop.value] += 1
            if state in {NeedState.ANSWERED, NeedState.NOT_PURSUED}:
                counts[CountKind.ANSWER, 0, "in_time"] += 1
        insert_rows(
            "need_count",
            ("kind", "key", "value", "n"),
            ((kind, key, value, n) for (kind, key, value), n in sorted(counts.items())),
        )

    def _draw(self) -> int:
        return bisect(self.shares, self.random.random() * self.shares[-1])
