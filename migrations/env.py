"""Runs migrations on the application's database, on either engine."""

from alembic import context
from flask import current_app

from auriga_web.core.database import Base, db

# The full-text index of SQLite keeps tables of its own; migrations make it by hand.
_NOT_OURS = ("search_index",)


def _is_ours(
    _object: object, name: str | None, kind: str, _reflected: bool, _other: object
) -> bool:
    return not (kind == "table" and name is not None and name.startswith(_NOT_OURS))


def _run() -> None:
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            include_object=_is_ours,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if current_app:
    _run()
