"""Runs migrations on the application's database, on either engine."""

from alembic import context
from flask import current_app

from auriga_web.core.database import Base, db

# The full-text index of each engine; the first migration makes it by hand.
_SEARCH_TABLES, _SEARCH_INDEX = "search_index", "ix_search_entry_vector"


def _is_ours(
    _object: object, name: str | None, kind: str, _reflected: bool, _other: object
) -> bool:
    by_hand = {"table": _SEARCH_TABLES, "index": _SEARCH_INDEX}.get(kind)
    return not (by_hand and name is not None and name.startswith(by_hand))


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
