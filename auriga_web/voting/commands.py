"""`auriga polls`: what the worker does by itself, by hand; and the custody of keys."""

import click
from flask.cli import with_appcontext

from auriga_web.core import clock
from auriga_web.core.database import db
from auriga_web.core.job_queue import run_due_jobs
from auriga_web.voting.operations import closing, custody
from auriga_web.voting.queries.keys import KeyMissing


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


@polls.command()
@click.argument("poll_id", type=int)
@with_appcontext
def shares(poll_id: int) -> None:
    """Print two halves of a vote's key, one for each custodian; the vote's page says so."""
    try:
        with db.session.begin():
            halves = custody.print_shares(poll_id, now=clock.now())
    except KeyMissing as problem:
        raise click.ClickException(str(problem)) from problem
    for number, half in enumerate(halves, start=1):
        click.echo(f"Vote {poll_id}, half {number} of 2. Give it to one custodian alone.\n{half}\n")


@polls.command("restore-key")
@click.argument("poll_id", type=int)
@with_appcontext
def restore_key(poll_id: int) -> None:
    """Put back a lost key from the halves of its two custodians; the vote's page says so."""
    first = click.prompt("First half", hide_input=True)
    second = click.prompt("Second half", hide_input=True)
    try:
        with db.session.begin():
            custody.restore_key(poll_id, first, second, now=clock.now())
    except (custody.NotTheKey, KeyMissing) as problem:
        raise click.ClickException(
            "These halves are not the key of this vote, or its key is not lost."
        ) from problem
    click.echo(f"The key of vote {poll_id} is back.")


@polls.command("after-restore")
@with_appcontext
def after_restore() -> None:
    """Suspend every open vote, after a restore from a backup, until two persons decide."""
    with db.session.begin():
        suspended = custody.suspend_after_restore(now=clock.now())
    click.echo(f"Suspended: {', '.join(map(str, suspended)) or 'no vote was open'}.")


commands = [polls]
