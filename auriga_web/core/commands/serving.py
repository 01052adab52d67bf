"""`auriga serve`, `auriga worker`, `auriga doctor`."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from auriga_web.core import job_queue
from auriga_web.core.commands.schema import has_pending_migrations
from auriga_web.core.database import db
from auriga_web.core.settings import Settings, from_environment, problems_with

REFUSED = 2
# How long a process that was told to stop may take to finish what it is doing.
_PATIENCE_SECONDS = 10


@click.command()
@with_appcontext
def doctor() -> None:
    """Say what is wrong with this installation; exit 2 if anything is."""
    refuse_if_unfit(current_app.config["SETTINGS"])
    click.echo("All is well.")


@click.command()
@with_appcontext
def worker() -> None:
    """Run the jobs: mail, reminders, closing votes."""
    stop = threading.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, lambda *_: stop.set())
    job_queue.work(stop)


@click.command()
@click.option("--workers", default=os.cpu_count() or 2, show_default="the machine's cores")
@click.option("--without-worker", is_flag=True, help="Run no jobs here; `auriga worker` does.")
@with_appcontext
def serve(workers: int, without_worker: bool) -> None:
    """Serve the application, and run its jobs, until stopped."""
    refuse_if_unfit(current_app.config["SETTINGS"])
    sys.exit(serve_with(os.environ, workers=workers, without_worker=without_worker))


def serve_with(environ: Mapping[str, str], *, workers: int, without_worker: bool = False) -> int:
    """Run granian and, beside it, one worker; return when both have ended.

    Each is a process of its own: whichever ends first takes the other with it.
    """
    settings = from_environment(environ)
    address = urlsplit(settings.public_base_url)
    host = environ.get("HOST") or (address.hostname if settings.is_loopback else "127.0.0.1")
    port = environ.get("PORT") or (str(address.port) if address.port else "8000")
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", str(host)]
    web += ["--port", port, "--workers", str(workers), "--blocking-threads", "1"]
    web += ["--no-access-log", "--log-level", "warning", "--respawn-failed-workers"]
    # A worker that is told to stop while it starts does not hear it.
    web += ["--workers-kill-timeout", str(_PATIENCE_SECONDS)]
    web += ["--factory", "auriga_web.app:create_app"]
    commands = [web]
    if not without_worker:
        commands.append([sys.executable, "-m", "auriga_web.cli", "worker"])
    children: list[subprocess.Popen[bytes]] = []

    def stop_all(*_: object) -> None:
        for child in children:
            if child.poll() is None:
                child.terminate()

    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, stop_all)
    children += [subprocess.Popen(command, env=dict(environ)) for command in commands]  # noqa: S603
    pid, status = os.wait()
    stop_all()
    for child in children:
        if child.pid != pid:
            _see_off(child)
    return os.waitstatus_to_exitcode(status)


def _see_off(child: "subprocess.Popen[bytes]") -> None:
    try:
        child.wait(timeout=2 * _PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def refuse_if_unfit(settings: Settings) -> None:
    """Exit with 2 and every reason, if this installation is not fit to serve people."""
    problems = [*problems_with(settings), *_problems_with_database()]
    for problem in problems:
        click.echo(f"auriga: {problem}", err=True)
    if problems:
        sys.exit(REFUSED)


def _problems_with_database() -> list[str]:
    try:
        if has_pending_migrations():
            return ["The database is behind: run `auriga db upgrade`."]
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect() as connection:
                if connection.scalar(text("SHOW fsync")) != "on" and not _is_test():
                    return ["PostgreSQL runs with fsync off: a power cut would lose votes."]
    except SQLAlchemyError as problem:
        return [f"The database does not answer: {type(problem).__name__}."]
    return []


def _is_test() -> bool:
    return bool(current_app.config["TESTING"])
