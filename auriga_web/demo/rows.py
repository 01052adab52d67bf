"""Writing many rows quickly, on either engine."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from itertools import chain, islice
from typing import Any

from sqlalchemy import Table, func, select, text

from auriga_web.core.database import Base, db, is_postgresql

_BATCH = 20_000


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as tuples in the order of `columns`, in the present transaction.

    No defaults of the models apply: every column that has no default in the database is named.
    """
    raw: Any = db.session.connection().connection.dbapi_connection
    # What makes the rows may ask the database where to begin: before the copy, not within it.
    rest = iter(rows)
    rows = chain(list(islice(rest, 1)), rest)
    names = ", ".join(f'"{column}"' for column in columns)
    if is_postgresql():
        with raw.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([_plain(value) for value in row])
        return
    raw.begin_write()
    places = ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608
    for batch in _batches(rows):
        raw.executemany(statement, [[_for_sqlite(value) for value in row] for row in batch])


def first_free_id(table: str) -> int:
    """Return the id after the last one of a table."""
    column = _table(table).c.id
    return int(db.session.scalar(select(func.coalesce(func.max(column), 0))) or 0) + 1


def settle_sequences(*tables: str) -> None:
    """Let PostgreSQL go on counting after ids that were given by hand."""
    if not is_postgresql():
        return
    for table in tables:
        db.session.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
            {"name": table, "last": max(first_free_id(table) - 1, 1)},
        )


def refresh_statistics() -> None:
    """Tell the planner how large things have become."""
    db.session.execute(text("ANALYZE"))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | dict):
        return json.dumps(value)
    return value
