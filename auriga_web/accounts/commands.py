"""`auriga init` and `auriga user`: the first administrator, and persons from the command line."""

import os
import secrets
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext
from flask_security import hash_password

from auriga_web.accounts import operations, queries, rules
from auriga_web.accounts.events import InstallationPrepared
from auriga_web.core import clock, installation
from auriga_web.core.access import SYSTEM, Role
from auriga_web.core.commands.schema import upgrade_schema
from auriga_web.core.database import short_transaction
from auriga_web.core.events import announce

_SECRETS = ("secret_key", "identity_secret")


@click.command()
@click.option("--email", help="The first administrator's address; asked for if not given.")
@click.option("--name", default="Amministrazione", show_default=True)
@click.option("--ask-password", is_flag=True, help="Ask for a password instead of printing a link.")
@click.pass_context
def init(context: click.Context, email: str | None, name: str, ask_password: bool) -> None:
    """Prepare an installation: secrets, schema, territories, the first administrator."""
    for path in _write_secrets(Path(os.environ.get("AURIGA_DATA", "var")).resolve()):
        click.echo(f"Wrote {path}: keep a copy in a safe place.")
    # Only now: the application is made with the secrets that were just written.
    app = context.ensure_object(ScriptInfo).load_app()
    with app.app_context():
        upgrade_schema()
        click.echo("The schema is up to date.")
        now = clock.now()
        with short_transaction():
            installation.mark(is_demo=False, now=now)
            announce(InstallationPrepared(now=now))
        if queries.list_person_ids_with_role(Role.ADMINISTRATOR):
            click.echo("There is an administrator already: `auriga user list` shows who.")
            return
        email = email or click.prompt("Address of the first administrator")
        password = _asked_password(email) if ask_password else None
        with short_transaction():
            person, token = operations.create_administrator(
                name=name,
                email=email,
                password_hash=hash_password(password) if password else None,
                now=now,
            )
            operations.give_role(person.id, Role.ADMINISTRATOR, actor=SYSTEM, now=now)
    click.echo(f"{email} is administrator. At the first sign-in they set up a second step.")
    if password is None:
        click.echo("Within two hours, once, they set their password at:")
        click.echo(f"  {app.config['PUBLIC_BASE_URL']}/password-dimenticata/{token}")


@click.group()
def user() -> None:
    """Persons: list, create, roles, deactivate."""


@user.command("list")
@with_appcontext
def list_() -> None:
    """List everybody who holds a role."""
    for person in queries.list_staff():
        roles = ", ".join(sorted(held.role.value for held in person.roles_held))
        state = "" if person.active else " (deactivated)"
        click.echo(f"{person.email or person.id}: {roles}{state}")


@user.command()
@click.argument("email")
@click.option("--name", required=True)
@with_appcontext
def create(email: str, name: str) -> None:
    """Create a person and print the link, good once, with which they set their password."""
    with short_transaction():
        _person, token = operations.create_administrator(
            name=name, email=email, password_hash=None, now=clock.now()
        )
    click.echo(f"{current_app.config['PUBLIC_BASE_URL']}/password-dimenticata/{token}")


@user.group()
def role() -> None:
    """Give or take roles."""


@role.command()
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@with_appcontext
def give(email: str, role: str) -> None:
    """Give ROLE to the person at EMAIL."""
    with short_transaction():
        operations.give_role(_person(email).id, Role(role), actor=SYSTEM, now=clock.now())
    click.echo(f"{email} is {role}.")


@role.command()
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@with_appcontext
def take(email: str, role: str) -> None:
    """Take ROLE from the person at EMAIL."""
    try:
        with short_transaction():
            operations.take_role(_person(email).id, Role(role), actor=SYSTEM, now=clock.now())
    except rules.CannotTakeRole as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{email} is no longer {role}.")


@user.command()
@click.argument("email")
@with_appcontext
def deactivate(email: str) -> None:
    """Keep the person at EMAIL out; their sessions end."""
    try:
        with short_transaction():
            operations.deactivate_person(_person(email), actor=SYSTEM, now=clock.now())
    except rules.CannotTakeRole as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{email} can no longer sign in.")


@click.group()
def erasures() -> None:
    """Whoever asked to be forgotten."""


@erasures.command()
@click.argument("ledger", required=False, type=click.Path(exists=True, path_type=Path))
@with_appcontext
def replay(ledger: Path | None) -> None:
    """Forget again, after a restore, whoever was forgotten since the backup was made."""
    path = ledger or Path(current_app.config["DATA"]) / "erasures.jsonl"
    with short_transaction():
        count = operations.replay_ledger(path, now=clock.now())
    click.echo(f"Forgotten again: {count}.")


commands = [init, user, erasures]


def _write_secrets(data: Path) -> list[Path]:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for name in _SECRETS:
        path = data / name
        if os.environ.get(name.upper()) or path.exists():
            continue
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        written.append(path)
    return written


def _asked_password(email: str) -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        rules.check_password(password, words=email.split("@"))
    except rules.WeakPassword as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    return password


def _person(email: str):
    person = queries.find_person_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person
