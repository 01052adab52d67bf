"""Fixtures for every test: the application, a database that is undone, a browser."""

import os
import socket
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient

from auriga_web.app import create_app
from auriga_web.core.database import close_connections, create_schema
from auriga_web.core.database import db as database
from auriga_web.core.settings import Settings
from tests import postgresql, transactions
from tests.databases import Databases, PostgreSQLDatabases, SQLiteDatabases
from tests.mailbox import Mailbox

# How long an example takes says something of the machine, nothing of the code.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

_IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
# These rooms have no database; architecture tests ask for what they need, journeys for a server.
_WITHOUT_DATABASE = {"architecture", "journeys"}

_server = pytest.StashKey[postgresql.Server]()
_server_url = pytest.StashKey[str]()
_no_server = pytest.StashKey[str]()
_run = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="the database to test on",
    )
    parser.addoption(
        "--soak", action="store_true", help="repeat what is about chance as often as is promised"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start the one server that all workers share; a worker is told of it."""
    told = getattr(config, "workerinput", None)
    if told is not None:
        config.stash[_run] = told["auriga_run"]
        config.stash[_server_url] = told["auriga_server_url"]
        config.stash[_no_server] = told["auriga_no_server"]
        return
    config.stash[_run] = uuid.uuid4().hex[:8]
    config.stash[_server_url] = config.stash[_no_server] = ""
    if config.getoption("--engine") == "postgresql":
        _start_server(config)


def _start_server(config: pytest.Config) -> None:
    try:
        server = postgresql.start()
    except postgresql.NoPostgreSQL as problem:
        if _IN_CI:
            pytest.exit(f"PostgreSQL is needed here: {problem}", returncode=1)
        config.stash[_no_server] = str(problem)
        return
    config.stash[_server] = server
    config.stash[_server_url] = server.url


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of the server (pytest-xdist calls this in the process that owns the run)."""
    node.workerinput["auriga_run"] = node.config.stash[_run]
    node.workerinput["auriga_server_url"] = node.config.stash[_server_url]
    node.workerinput["auriga_no_server"] = node.config.stash[_no_server]


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_server, None)
    if server is not None:
        PostgreSQLDatabases(server.url, config.stash[_run], _make_schema).drop_template()
        server.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is the same on every engine to the run on SQLite."""
    if config.getoption("--engine") == "sqlite":
        return
    once = [item for item in items if item.get_closest_marker("once")]
    if once:
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if item not in set(once)]


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def connect_nearby(self: socket.socket, address: Any) -> None:
        is_ip = self.family in {socket.AF_INET, socket.AF_INET6}
        if is_ip and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise PermissionError(
                f"A test tried to reach {address[0]}: tests stay on this machine."
            )
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_nearby)
        yield


@pytest.fixture(scope="session")
def engine_name(pytestconfig: pytest.Config) -> str:
    """`sqlite` or `postgresql`."""
    name: str = pytestconfig.getoption("--engine")
    return name


@pytest.fixture(scope="session")
def times(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """`times(3, 200)` is how often to repeat: 3 times in `make test`, 200 in `make soak`."""
    is_soak: bool = pytestconfig.getoption("--soak")
    return lambda short, long: long if is_soak else short


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config, engine_name: str) -> Iterator[Databases]:
    """Makes databases with the schema in them, on the engine of this run."""
    made: Databases
    if engine_name == "sqlite":
        made = SQLiteDatabases(_make_schema)
    else:
        if pytestconfig.stash[_no_server]:
            pytest.skip(pytestconfig.stash[_no_server])
        made = PostgreSQLDatabases(
            pytestconfig.stash[_server_url], pytestconfig.stash[_run], _make_schema
        )
    yield made
    made.close()


@pytest.fixture(scope="session")
def _application(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    url = databases.create()
    app = create_app(settings_for(url, tmp_path_factory.mktemp("data")))
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = transactions.Client
    yield app
    with app.app_context():
        close_connections()
    databases.drop(url)


@pytest.fixture
def app(_application: Flask) -> Flask:
    """The application; one for all tests of a worker: change settings with monkeypatch alone."""
    return _application


@pytest.fixture
def db(app: Flask) -> Iterator[Any]:
    """The database: what a test and its requests write is undone at the end."""
    with transactions.undone(app):
        yield database


@pytest.fixture(autouse=True)
def _database_unless_needless(request: pytest.FixtureRequest) -> None:
    """Most tests make things: they get the database without asking."""
    folder = request.path.relative_to(Path(__file__).parent).parts[0]
    if folder in _WITHOUT_DATABASE or request.path.name == "test_rules.py":
        return
    if request.node.get_closest_marker("commits"):
        return
    if "app_on_its_own_database" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture
def app_on_its_own_database(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application that really commits, for tests of races, locks and faults."""
    url = databases.create()
    app = create_app(settings_for(url, tmp_path))
    with app.app_context():
        yield app
        close_connections()
    databases.drop(url)


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """A real SMTP server; `messages` is all it was given, whoever it was for."""
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def client(app: Flask, db: Any) -> FlaskClient:
    """A browser with its own cookies."""
    return app.test_client()


@pytest.fixture
def sign_in(client: FlaskClient) -> Callable[[Any], FlaskClient]:
    """Sign a person in with `client`, as if they had passed every step."""

    def sign_in(person: Any) -> FlaskClient:
        with client.session_transaction() as session:
            session["_user_id"] = person.get_id()
            session["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def count_queries(db: Any) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as statements:` collects what reaches the database."""
    return lambda: transactions.counted(db.engine)


def settings_for(url: str, data: Path) -> Settings:
    """Return the settings of an application under test."""
    return Settings(
        data=data,
        secret_key="not-a-secret-but-long-enough-for-tests",
        identity_secret="not-a-secret-either-but-long-enough",
        database_url=url,
        public_base_url="http://localhost",
        ballot_key_dir=data / "ballot_keys",
        testing=True,
        page_cache=False,
    )


def _make_schema(url: str) -> None:
    with tempfile.TemporaryDirectory() as data:
        app = create_app(settings_for(url, Path(data)))
        with app.app_context():
            create_schema()
            close_connections()
