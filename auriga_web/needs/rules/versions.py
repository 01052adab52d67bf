"""What a need said over time, compared word by word. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from auriga_web.core.difference import Part, Row, compare, in_one


class Text(Protocol):
    """What a need says, now or before."""

    title: str
    plain_summary: str
    body: str


class Former(Text, Protocol):
    """What it said before, until when."""

    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: when, and what it did to the words."""

    at: datetime
    rows: Sequence[Row]

    @property
    def lines(self) -> list[list[Part]]:
        """The same in one text."""
        return [in_one(row) for row in self.rows]


def whole_text(title: str | None, plain_summary: str | None, body: str | None) -> str:
    """Return all that a need says as one text."""
    return "\n".join(part for part in (title, plain_summary, body) if part)


def changes_between(now: Text, before: Sequence[Former]) -> list[Change]:
    """Return what each edit changed, newest first; `before` is newest first too."""
    after = _all_of(now)
    changes = []
    for former in before:
        text = _all_of(former)
        changes.append(Change(former.replaced_at, compare(text, after)))
        after = text
    return changes


def _all_of(one: Text) -> str:
    return whole_text(one.title, one.plain_summary, one.body)
