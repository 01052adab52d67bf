"""The database: how models are declared, how SQLite queues its writers, when a request commits.

The response decides the transaction: a write method answered below 400 commits, everything else is
rolled back. Features never commit.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import JSON, Connection, Dialect, Engine, Enum, MetaData, event, text
from sqlalchemy import DateTime as _DateTime
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

LOCK_TIMEOUT_SECONDS = 5.0
READ = "read"
_READ_METHODS = frozenset({"GET", "HEAD"})
_WRITE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_WRITE_WORDS = frozenset(
    {"INSERT", "UPDATE", "DELETE", "REPLACE", "SAVEPOINT", "CREATE", "DROP", "ALTER"}
)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware on both engines (SQLite itself keeps no zone)."""

    impl = _DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table descends from."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class RoutedSession(Session):
    """A session that reads over a connection of its own while a GET is answered (PostgreSQL).

    That connection is in autocommit, which saves two round trips, and read-only, so that a GET
    cannot write even by mistake.
    """

    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:
        if READ in db.engines and has_request_context() and _only_reads():
            return db.engines[READ]
        bind: Engine | Connection = super().get_bind(*args, **options)
        return bind


db = SQLAlchemy(
    model_class=Base, session_options={"expire_on_commit": False, "class_": RoutedSession}
)

# Set here and not on the class: Flask-SQLAlchemy refuses a base that carries its own map.
Base.registry.update_type_annotation_map(
    {
        datetime: UTCDateTime(),
        dict[str, Any]: JSON(),
        dict[str, str]: JSON(),
        list[str]: JSON(),
        list[int]: JSON(),
        # Stored by value ('draft'), so that CHECK constraints can say what they mean.
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }
)


class QueuedConnection(sqlite3.Connection):
    """A SQLite connection whose writers wait in line on a file lock.

    SQLite's own busy handler sleeps; a lock before `BEGIN IMMEDIATE` keeps the tail short.
    Reads hold no transaction.
    """

    lock_path: str | None = None
    _lock: int | None = None

    def begin_write(self) -> None:
        """Take the writers' lock and open a write transaction; nothing if one is open.

        :raises sqlite3.OperationalError: when the lock is not free within five seconds.
        """
        if self.in_transaction:
            return
        self._take_lock()
        try:
            self.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._release_lock()
            raise

    def commit(self) -> None:
        super().commit()
        self._release_lock()

    def rollback(self) -> None:
        super().rollback()
        self._release_lock()

    def close(self) -> None:
        super().close()
        self._release_lock()

    def _take_lock(self) -> None:
        if self.lock_path is None or self._lock is not None:
            return
        lock = os.open(self.lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
        pause = 0.0002
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(lock)
                    raise sqlite3.OperationalError("database is locked") from None
                time.sleep(pause)
                pause = min(pause * 1.5, 0.002)
        self._lock = lock

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def lock_writers() -> None:
    """Take the writers' place on SQLite now, before reading what a write depends on.

    Nothing to do on PostgreSQL, where a row is locked instead (`with_for_update`).
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.dbapi_connection
        raw.begin_write()


@contextmanager
def short_transaction() -> Iterator[None]:
    """Write something at once, whatever the request comes to: a count, a session.

    Only before the request's own first write or after its end, or that would be kept with it.
    """
    # What was read so far may have gone over the connection that only reads.
    db.session.rollback()
    if has_request_context():
        g.writes_apart = True
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        if has_request_context():
            g.writes_apart = False


def is_postgresql() -> bool:
    """Tell whether the session speaks to PostgreSQL (else it is SQLite)."""
    return bool(db.session.get_bind().dialect.name == "postgresql")


def is_locked(problem: OperationalError) -> bool:
    """Tell whether this error only says that another writer was there first: try again later."""
    return "locked" in str(problem.orig) or "lock timeout" in str(problem.orig)


def engine_options(url: str) -> dict[str, Any]:
    """Return the options with which the engine for this address is made."""
    if url.startswith("sqlite"):
        return {"connect_args": {"factory": QueuedConnection, "timeout": LOCK_TIMEOUT_SECONDS}}
    return _postgresql_options("")


def _postgresql_options(more: str) -> dict[str, Any]:
    return {
        "pool_recycle": 1800,
        "connect_args": {"prepare_threshold": 3, "options": f"-c jit=off -c timezone=UTC {more}"},
    }


def init_app(app: Flask) -> None:
    """Bind the database to the application, and its transactions to the responses."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", engine_options(url))
    if url.startswith("postgresql"):
        reading = _postgresql_options("-c default_transaction_read_only=on")
        reading |= {"url": url, "isolation_level": "AUTOCOMMIT"}
        app.config["SQLALCHEMY_BINDS"] = {READ: reading}
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
    app.after_request(_finish)


def prepare_sqlite(engine: Engine) -> None:
    """Make every connection of this engine durable, checked, and queued when it writes."""

    @event.listens_for(engine, "connect")
    def _set_up(connection: QueuedConnection, _record: object) -> None:
        # The driver opens no transaction of its own: reads hold none, writes begin at once.
        connection.isolation_level = None
        path = engine.url.database
        connection.lock_path = f"{path}.lock" if path and Path(path).name != ":memory:" else None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            "busy_timeout = 5000",
            "cache_size = -65536",
            "mmap_size = 268435456",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "before_cursor_execute")
    def _begin(
        connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool
    ) -> None:
        writes = bool(context and (context.isinsert or context.isupdate or context.isdelete))
        if writes or statement.lstrip()[:9].split(None, 1)[0].upper() in _WRITE_WORDS:
            connection.connection.dbapi_connection.begin_write()


def create_schema() -> None:
    """Create every table as the models say, on an empty database; tests do, people migrate."""
    Base.metadata.create_all(db.engine)


def close_connections() -> None:
    """Close every connection of this process; it may open new ones."""
    db.session.remove()
    for engine in db.engines.values():
        engine.dispose()


def ping() -> None:
    """Ask the database for a sign of life.

    :raises sqlalchemy.exc.OperationalError: if it gives none.
    """
    db.session.execute(text("SELECT 1"))


def _only_reads() -> bool:
    return request.method in _READ_METHODS and not g.get("writes_apart", False)


def _finish(response: Response) -> Response:
    if request.method in _WRITE_METHODS and response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response
