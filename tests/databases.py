"""Databases for tests: one per worker, its schema made once, and copies for tests that commit."""

import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from tests.postgresql import memory_folder

_ADVISORY_LOCK = 20260101


class Databases(Protocol):
    """Makes databases that hold the schema and nothing else."""

    def create(self) -> str:
        """Return the address of a new database with the schema."""

    def create_empty(self) -> str:
        """Return the address of a new database with nothing in it."""

    def drop(self, url: str) -> None:
        """Remove a database made here."""

    def close(self) -> None:
        """Remove whatever is left."""


class SQLiteDatabases:
    """Files in memory where the machine has room there, else in a temporary folder."""

    def __init__(self, make_schema: Callable[[str], None]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="auriga-tests-", dir=memory_folder())
        self._make_schema = make_schema
        self._template: Path | None = None

    def create(self) -> str:
        if self._template is None:
            self._template = Path(self._folder.name) / "template.db"
            self._make_schema(f"sqlite:///{self._template}")
            with closing(sqlite3.connect(self._template)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = self._new_path()
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    def create_empty(self) -> str:
        return f"sqlite:///{self._new_path()}"

    def drop(self, url: str) -> None:
        for left in Path(self._folder.name).glob(Path(url).name + "*"):
            left.unlink()

    def close(self) -> None:
        self._folder.cleanup()

    def _new_path(self) -> Path:
        return Path(self._folder.name) / f"{uuid.uuid4().hex}.db"


class PostgreSQLDatabases:
    """Databases on one server, copied from a template that the first worker makes."""

    def __init__(self, server_url: str, run: str, make_schema: Callable[[str], None]) -> None:
        self._server = sa.make_url(server_url)
        self._template = f"auriga_test_{run}_template"
        self._make_schema = make_schema
        self._made: list[str] = []

    def create(self) -> str:
        name = self._new_name()
        with self._maintenance() as connection:
            connection.execute(sa.text(f"SELECT pg_advisory_lock({_ADVISORY_LOCK})"))
            known = sa.text("SELECT 1 FROM pg_database WHERE datname = :name")
            if connection.scalar(known, {"name": self._template}) is None:
                connection.execute(sa.text(f"CREATE DATABASE {self._template}"))
                self._make_schema(self._url(self._template))
            connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {self._template}"))
            connection.execute(sa.text(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})"))
        return self._url(name)

    def create_empty(self) -> str:
        name = self._new_name()
        with self._maintenance() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        return self._url(name)

    def drop(self, url: str) -> None:
        name = sa.make_url(url).database
        with self._maintenance() as connection:
            connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        if name in self._made:
            self._made.remove(name)

    def close(self) -> None:
        for name in [*self._made]:
            self.drop(self._url(name))

    def drop_template(self) -> None:
        """Remove the template too; the process that owns the run does it, once."""
        self.drop(self._url(self._template))

    def _new_name(self) -> str:
        name = f"{self._template.removesuffix('template')}{uuid.uuid4().hex[:12]}"
        self._made.append(name)
        return name

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def _maintenance(self) -> Iterator[sa.Connection]:
        """Connect outside any transaction, as CREATE DATABASE asks."""
        engine = sa.create_engine(self._server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            yield connection
