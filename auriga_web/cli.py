"""The `auriga` command line."""

from importlib import import_module
from importlib.util import find_spec

import click
from flask.cli import ScriptInfo

from auriga_web.app import FEATURES, create_app
from auriga_web.core.commands import BASE_COMMANDS


@click.group()
@click.pass_context
def auriga(context: click.Context) -> None:
    """Auriga: set up, serve and look after the participation platform."""
    context.obj = ScriptInfo(create_app=lambda: create_app())  # noqa: PLW0108


def main() -> None:
    """Run the command line."""
    auriga()


for _command in BASE_COMMANDS:
    auriga.add_command(_command)
for _feature in [*FEATURES, "demo"]:
    if find_spec(f"auriga_web.{_feature}.commands"):
        for _command in import_module(f"auriga_web.{_feature}.commands").commands:
            auriga.add_command(_command)

if __name__ == "__main__":
    main()
