"""`auriga polls`: what the worker does by itself, by hand."""

import click
from flask.cli import with_appcontext

from auriga_web.core import clock
from auriga_web.core.database import db
from auriga_web.core.job_queue import run_due_jobs
from auriga_web.voting.operations import closing


@click.group()
def polls() -> None:
    """Look after votes."""


@polls.command()
@with_appcontext
def close() -> None:
    """Count every vote whose time is over. A vote is never closed before."""
    with db.session.begin():
        closed = closing.close_due_polls(now=clock.now())
    for poll_id in closed:
        click.echo(f"Vote {poll_id} is closed and its board is public.")
    if not closed:
        click.echo("No vote is waiting to be closed.")
    run_due_jobs(clock.now())


commands = [polls]
