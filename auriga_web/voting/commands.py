"""`auriga polls`: what the worker does by itself, by hand; the custody of keys; `auriga tally`."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import Progress

from auriga_web.core import clock
from auriga_web.core.database import db
from auriga_web.core.documents import typeset
from auriga_web.core.job_queue import run_due_jobs
from auriga_web.core.language import gettext as _
from auriga_web.voting.operations import closing, custody
from auriga_web.voting.queries.keys import KeyMissing
from auriga_web.voting.rules.counting import budgeting
from auriga_web.voting.rules.counting.completion import OnPass
from auriga_web.voting.rules.counting.election import COST, UTILITIES, Election
from auriga_web.voting.rules.pabulib import reading


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
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a sheet for each custodian here (PDF), instead of showing the halves.",
)
@with_appcontext
def shares(poll_id: int, folder: Path | None) -> None:
    """Print two halves of a vote's key, one for each custodian; the vote's page says so."""
    try:
        with db.session.begin():
            halves = custody.print_shares(poll_id, now=clock.now())
    except KeyMissing as problem:
        raise click.ClickException(str(problem)) from problem
    if folder is not None:
        for path in _write_sheets(poll_id, halves, folder):
            click.echo(f"{path}: print it, give it to one custodian alone, then remove the file.")
        return
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


class NotAnElection(click.ClickException):
    """The file cannot be counted."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rule", type=click.Choice(budgeting.RULES), default=budgeting.MES_ADD1)
@click.option("--utility", type=click.Choice(UTILITIES), default=COST, show_default=True)
@click.option(
    "--ties",
    type=click.Choice(["cost", "id"]),
    default="cost",
    help="Equal projects: the cheaper first and then by id (the default), or by id alone.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on the standard output.")
def tally(file: Path, rule: str, utility: str, ties: str, as_json: bool) -> None:
    """Count an election in a Pabulib FILE.pb, exactly.

    `greedy` takes by votes with the cost as utility, by votes per euro with cardinality, by points
    per euro with points; what no longer fits is skipped. `mes` is the method of equal shares;
    `mes-add1` completes it, a unit of currency more for each voter at a time.
    """
    try:
        election_file = reading.read(reading.decoded(file.read_bytes()))
        election = reading.election_of(election_file, utility, by_name_alone=ties == "id")
    except reading.BadFile as problem:
        raise NotAnElection(f"{file.name} cannot be counted: {problem}.") from problem
    except OSError as problem:
        raise NotAnElection(f"{file.name} cannot be read: {problem.strerror}.") from problem

    with _progress(election) as on_pass:
        began = perf_counter()
        selected = budgeting.count(election, rule=rule, utility=utility, on_pass=on_pass)
        seconds = perf_counter() - began
    projects = [election_file.projects[number] for number in selected]
    spent = sum((project.cost for project in projects), Fraction(0))
    if as_json:
        stated = {
            "rule": rule,
            "utility": utility,
            "selected": [project.id for project in projects],
            "spent": int(spent) if spent.denominator == 1 else float(spent),
            "seconds": round(seconds, 6),
        }
        click.echo(json.dumps(stated, ensure_ascii=False))
        return
    for project in projects:
        click.echo(f"{project.id}\t{_amount(project.cost)}\t{project.name}")
    click.echo(
        f"{len(projects)} of {len(election.costs)} projects, {_amount(spent)} of"
        f" {_amount(election_file.budget)}, {election.voters} ballots, {seconds:.3f} s"
    )


@contextmanager
def _progress(election: Election) -> Iterator[OnPass]:
    """Show on the standard error how much of the budget the passes so far have spent."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Counting", total=max(election.budget, 1))
        yield lambda _number, spent: bar.update(task, completed=spent)


def _amount(number: Fraction) -> str:
    return f"{int(number):,}" if number.denominator == 1 else f"{float(number):,.2f}"


def _write_sheets(poll_id: int, halves: tuple[str, str], folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    now = clock.now()
    for number, half in enumerate(halves, start=1):
        title = _("Half %(number)s of 2 of the key of vote %(poll)s", number=number, poll=poll_id)
        data = {
            "alone": _("Alone it says nothing: whoever holds both halves can open the ballot box."),
            "keep": _(
                "Keep it shut away from the other half, and do not copy it. If the key is lost "
                "while the vote is under way, the two custodians type both halves together on the "
                "server. After the close it opens nothing any more: destroy it."
            ),
            "half": [half[start : start + 8] for start in range(0, len(half), 8)],
        }
        path = folder / f"chiave-{poll_id}-{number}.pdf"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(typeset("voting/key_half.typ", data, title=title, at=now))
        yield path


commands = [polls, tally]
