"""Every test in one transaction that is undone at its end, requests included."""

import contextvars
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask, g, has_request_context, request
from flask.globals import app_ctx
from flask.testing import FlaskClient
from sqlalchemy import orm

from auriga_web.core.database import db


@contextmanager
def undone(app: Flask) -> Iterator[None]:
    """Bind all sessions to one connection, whose transaction is rolled back at the end.

    What a session commits goes into a savepoint, so each refused request undoes only itself.
    """
    as_it_was = db.session
    with app.app_context():
        connection = db.engine.connect()
        transaction = connection.begin()
        # Flask-SQLAlchemy's own session looks up its engine by application and would ignore `bind`.
        factory = orm.sessionmaker(
            bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        )
        sa.event.listen(connection, "before_cursor_execute", _refuse_writes_on_get)
        # One session per application context, as in production: a request finds an empty one.
        sessions = orm.scoped_session(factory, lambda: id(app_ctx._get_current_object()))
        db.session = sessions  # type: ignore[assignment]
        try:
            yield
        finally:
            sessions.remove()
            transaction.rollback()
            connection.close()
            db.session = as_it_was


def _refuse_writes_on_get(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    """On PostgreSQL a GET has a read-only connection when served: fail here too, and on SQLite."""
    reads = has_request_context() and request.method in {"GET", "HEAD"}
    if reads and not g.get("writes_apart", False):
        word = statement.lstrip()[:6].upper()
        assert word not in {"INSERT", "UPDATE", "DELETE"}, f"a {request.method} writes: {statement}"


class Client(FlaskClient):
    """A browser whose requests run as in production: each in a context and a session of its own."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if self.preserve_context:
            return super().open(*args, **kwargs)
        db.session.commit()
        # An empty context hides the test's application context, so the request makes its own.
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        forget_columns()
        return answer


def forget_columns() -> None:
    """Let what the test holds show what a request has written; loaded relations stay loaded."""
    for held in db.session:
        state = sa.inspect(held)
        columns = {column.key for column in state.mapper.column_attrs}
        identity = {
            state.mapper.get_property_by_column(key).key for key in state.mapper.primary_key
        }
        db.session.expire(held, columns - identity)


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    """Collect what reaches the database, without what only bounds transactions."""
    with counted_on([engine]) as statements:
        yield statements


@contextmanager
def counted_on(engines: Sequence[sa.Engine]) -> Iterator[list[str]]:
    """Collect what reaches any of these engines."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")):
            statements.append(statement)

    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            sa.event.remove(engine, "before_cursor_execute", note)
