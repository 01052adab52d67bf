"""Migrations form one line, go both ways, and end where the models are."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from auriga_web.core.commands.schema import alembic_config
from auriga_web.core.database import Base, db
from tests.architecture.tree import features

# SQLite keeps the full-text index, which migrations make by hand, in tables of its own making.
_SHADOW = re.compile(r"^search_index(_(data|idx|content|docsize|config))?$")


@pytest.fixture
def migrated(empty_application):
    """An application on an empty database, and the configuration Alembic takes."""
    return alembic_config()


def scripts(config):
    return list(ScriptDirectory.from_config(config).walk_revisions())


def test_there_is_one_line_of_migrations(migrated):
    assert len(ScriptDirectory.from_config(migrated).get_heads()) == 1
    assert not [script.revision for script in scripts(migrated) if script.is_merge_point]


def test_every_migration_says_for_which_feature_and_why(migrated):
    known = features() | {"core"}
    silent = [
        Path(script.path).name
        for script in scripts(migrated)
        if (script.doc or "").split(":")[0] not in known or "," not in script.doc
    ]

    assert not silent, f"the first line reads `feature: what, why`: {silent}"


def test_no_migration_imports_the_models(migrated):
    importing = [
        Path(script.path).name
        for script in scripts(migrated)
        if re.search(r"^\s*(from|import) auriga_web", Path(script.path).read_text(), re.MULTILINE)
    ]

    assert not importing, f"models change, a migration does not: {importing}"


def test_up_down_and_up_again(migrated):
    command.upgrade(migrated, "head")
    first = sorted(sa.inspect(db.engine).get_table_names())

    command.downgrade(migrated, "base")
    left = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
    command.upgrade(migrated, "head")

    assert left == set()
    assert sorted(sa.inspect(db.engine).get_table_names()) == first


def test_migrations_end_where_the_models_are(migrated):
    command.upgrade(migrated, "head")

    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": _is_ours,
                "compare_type": connection.dialect.name == "postgresql",
            },
        )
        differences = compare_metadata(context, Base.metadata)

    assert not differences, "make migration message=…"


def _is_ours(item, name, kind, reflected, _compared_to):
    if kind == "index":
        # Of PostgreSQL alone, as the column it is on: models cannot say it for both engines.
        return name != "ix_search_entry_vector"
    if kind == "column":
        return (item.table.name, name) != ("search_entry", "vector")
    if kind != "table":
        return True
    return not (reflected and name is not None and _SHADOW.search(name))
