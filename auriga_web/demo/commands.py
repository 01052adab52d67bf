"""`auriga demo`."""

import os
import sys

import click
from flask import current_app

from auriga_web.accounts.rules import DEMO_PASSWORD
from auriga_web.app import create_app
from auriga_web.core import clock
from auriga_web.core.commands.serving import refuse_if_unfit, serve_with
from auriga_web.core.installation import AlreadyPrepared
from auriga_web.core.settings import ensure_secrets, from_environment
from auriga_web.demo.bulk import SIZES
from auriga_web.demo.people import SIGN_INS
from auriga_web.demo.prepare import prepare

_STEPS = ("stories", "needs", "messages")


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="small", show_default=True)
@click.option("--serve", is_flag=True, help="Then serve it.")
@click.option("--workers", default=os.cpu_count() or 2, show_default="the machine's cores")
def demo(size: str, serve: bool, workers: int) -> None:
    """Fill an empty database with an invented province, and say how to sign in."""
    settings = from_environment()
    ensure_secrets(settings.data)
    with create_app().app_context():
        try:
            _prepare(size)
        except AlreadyPrepared as problem:
            click.echo(f"auriga: {problem}", err=True)
            sys.exit(2)
        if serve:
            refuse_if_unfit(current_app.config["SETTINGS"])
    _say_sign_ins(settings.public_base_url)
    if serve:
        sys.exit(serve_with(os.environ, workers=workers))


commands = [demo]


def _prepare(size: str) -> None:
    with click.progressbar(length=len(_STEPS), label="Preparing the demo") as bar:
        done = prepare(size, now=clock.now(), say=lambda _step: bar.update(1))
        if not done:
            bar.update(len(_STEPS))


def _say_sign_ins(url: str) -> None:
    click.echo(f"\nAuriga, demo: {url}\nPassword for all: {DEMO_PASSWORD}")
    for key, name, *_more in SIGN_INS:
        click.echo(f"  {key:<16} {name.split()[0].lower()}@demo.example")
    click.echo("The sign-in page shows the staff's second codes.\n")
