"""Runs migrations on the application's database, on either engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from auriga_web.core.database import Base, db

# The full-text index of each engine; the first migration makes it by hand.
_SEARCH_TABLES, _SEARCH_INDEX = "search_index", "ix_search_entry_vector"


def _is_ours(
    _object: object, name: str | None, kind: str, _reflected: bool, _other: object
) -> bool:
    by_hand = {"table": _SEARCH_TABLES, "index": _SEARCH_INDEX}.get(kind)
    return not (by_hand and name is not None and name.startswith(by_hand))


def _run() -> None:
    with db.engine.connect() as connection, _keeps_rows(connection):
        _migrate(connection)


@contextmanager
def _keeps_rows(connection: Connection) -> Iterator[None]:
    """Let SQLite remake a table without taking the rows that point at it along.

    A remade table is dropped under its old name, and with foreign keys on that deletes or refuses; so
    they are off meanwhile, and checked before anything is kept.

    :raises RuntimeError: if a migration left a row pointing nowhere; nothing of it is kept.
    """
    if connection.dialect.name != "sqlite":
        yield
        connection.commit()
        return
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    try:
        yield
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise RuntimeError(f"rows point nowhere after the migrations: {lost[:5]}")
        connection.commit()
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        include_object=_is_ours,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if current_app:
    _run()
