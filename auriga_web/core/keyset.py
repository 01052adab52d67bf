"""Pages that start after a row, not after a count: as fast at page 1,000 as at page 1."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, tuple_

from auriga_web.core.strange_input import LARGEST_ID

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows in their order, and the cursor of what comes after (None at the end)."""

    rows: Sequence[_Row]
    next_cursor: str | None


def take(rows: Sequence[_Row], *, limit: int, key: Callable[[_Row], tuple[Any, ...]]) -> Page[_Row]:
    """Make a page of `limit` rows out of the up to `limit + 1` that were asked for."""
    if len(rows) <= limit:
        return Page(rows, None)
    kept = rows[:limit]
    return Page(kept, encode(key(kept[-1])))


def encode(key: tuple[Any, ...]) -> str:
    """Write a row's place in the order as a cursor for an address."""
    values = [["t", v.isoformat()] if isinstance(v, datetime) else v for v in key]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode(cursor: str | None, *, kinds: tuple[type, ...]) -> tuple[Any, ...] | None:
    """Read a cursor back; None (the first page) if it is missing or not one of ours."""
    if not cursor or len(cursor) > 500:
        return None
    try:
        raw = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = tuple(
            datetime.fromisoformat(v[1]) if isinstance(v, list) and v[0] == "t" else v for v in raw
        )
    except (ValueError, binascii.Error, TypeError, IndexError, KeyError):
        return None
    fits = len(values) == len(kinds) and all(
        isinstance(value, kind) and _can_be_asked(value)
        for value, kind in zip(values, kinds, strict=True)
    )
    return values if fits else None


def _can_be_asked(value: Any) -> bool:
    """Tell whether a database takes this value at all: whoever writes a cursor may put in any."""
    if isinstance(value, datetime):
        return value.tzinfo is not None and value.year not in {1, 9999}
    if isinstance(value, str):
        return "\x00" not in value and not any(0xD800 <= ord(one) <= 0xDFFF for one in value)
    return not isinstance(value, int) or abs(value) <= LARGEST_ID


def after(columns: Sequence[Any], key: tuple[Any, ...], *, descending: bool) -> ColumnElement[bool]:
    """Return the condition for rows that come after `key` in an order all one way."""
    row = tuple_(*columns)
    return row < key if descending else row > key
