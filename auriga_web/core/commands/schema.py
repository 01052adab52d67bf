"""`auriga db`: bringing the database's schema up to date."""

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext

from auriga_web import paths
from auriga_web.core.database import db


@click.group("db")
def db_group() -> None:
    """The database's schema."""


@db_group.command()
@with_appcontext
def upgrade() -> None:
    """Bring the schema up to date."""
    upgrade_schema()
    click.echo("The schema is up to date.")


@db_group.command()
@click.argument("revision")
@with_appcontext
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION (`base` is the empty database)."""
    command.downgrade(alembic_config(), revision)


@db_group.command()
@click.option("-m", "--message", required=True, help="feature: what, and why.")
@with_appcontext
def revision(message: str) -> None:
    """Write a migration from what the models and the database differ in."""
    command.revision(alembic_config(), message=message, autogenerate=True)


def alembic_config() -> Config:
    """Return Alembic's settings; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = current_app.config["SQLALCHEMY_DATABASE_URI"]
    return config


def upgrade_schema() -> None:
    """Bring the schema up to the last migration."""
    command.upgrade(alembic_config(), "head")


def has_pending_migrations() -> bool:
    """Tell whether the database is behind the migrations."""
    wanted = set(ScriptDirectory.from_config(alembic_config()).get_heads())
    with db.engine.connect() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
    return wanted != present
