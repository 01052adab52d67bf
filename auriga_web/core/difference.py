"""Two texts side by side or in one, and which words changed."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# Beyond this many words a paragraph is shown as replaced whole: comparing grows with the square.
_MOST_WORDS = 2000
# Spaces count as words: what shares no word but them comes to about a half.
_LIKE = 0.6
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Segment(NamedTuple):
    """Some words, and whether they are only on this side."""

    text: str
    is_changed: bool


class Words(NamedTuple):
    """Some words of a text in one flow: "same", "gone" or "new"."""

    text: str
    kind: str


class Row(NamedTuple):
    """A paragraph of either text, beside its twin; empty where it has none."""

    before: Sequence[Segment]
    after: Sequence[Segment]

    @property
    def is_changed(self) -> bool:
        return any(segment.is_changed for segment in (*self.before, *self.after))

    @property
    def inline(self) -> list["Words"]:
        """The two as one: the words that stay, with those that go and come where they stood."""
        flow: list[Words] = []
        after = list(self.after)
        for segment in self.before:
            if segment.is_changed:
                flow.append(Words(segment.text, "gone"))
                continue
            while after and after[0].is_changed:
                flow.append(Words(after.pop(0).text, "new"))
            flow.append(Words(segment.text, "same"))
            if after:
                after.pop(0)
        flow += [Words(segment.text, "new" if segment.is_changed else "same") for segment in after]
        return flow


class Part(NamedTuple):
    """Some words of two texts shown in one: `kept`, `gone` or `new`."""

    text: str
    kind: str


def in_one(row: Row) -> list[Part]:
    """Return the words of both sides of a row in one line: what went, then what came."""
    parts: list[Part] = []
    after = list(row.after)
    for segment in row.before:
        if segment.is_changed:
            parts.append(Part(segment.text, "gone"))
            continue
        while after and after[0].is_changed:
            parts.append(Part(after.pop(0).text, "new"))
        parts.append(Part(segment.text, "kept"))
        after = after[1:]
    return [*parts, *(Part(segment.text, "new") for segment in after)]


def compare(before: str, after: str) -> list[Row]:
    """Return the paragraphs of two texts side by side, with the words that changed marked."""
    old, new = _paragraphs(before), _paragraphs(after)
    rows: list[Row] = []
    matcher = SequenceMatcher(None, old, new)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            rows += [Row((Segment(text, False),), (Segment(text, False),)) for text in old[a:b]]
        else:
            rows += _beside(old[a:b], new[c:d])
    return rows


def _beside(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    for i in range(max(len(old), len(new))):
        if i >= len(old):
            yield Row((), (Segment(new[i], True),))
        elif i >= len(new):
            yield Row((Segment(old[i], True),), ())
        else:
            yield _words(old[i], new[i])


def _words(before: str, after: str) -> Row:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return Row((Segment(before, True),), (Segment(after, True),))
    matcher = SequenceMatcher(None, old, new)
    if matcher.ratio() < _LIKE:
        # Two sentences that share a few small words are read whole, not in crumbs.
        return Row((Segment(before, True),), (Segment(after, True),))
    left: list[Segment] = []
    right: list[Segment] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        changed = kind != "equal"
        if b > a:
            left.append(Segment("".join(old[a:b]), changed))
        if d > c:
            right.append(Segment("".join(new[c:d]), changed))
    return Row(left, right)


def _paragraphs(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return [line for line in (line.strip() for line in lines) if line]
