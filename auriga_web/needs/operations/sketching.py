"""Keeping what somebody is writing, before it is a need."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.core.database import db, is_postgresql
from auriga_web.needs import rules
from auriga_web.needs.models import NeedSketch


def keep_sketch(key: str, fields: dict[str, Any], *, now: datetime) -> None:
    """Keep the form as it stands now, in place of how it stood before."""
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    values = {"fields": rules.fit_to_keep(fields), "saved_at": now}
    db.session.execute(
        insert(NeedSketch)
        .values(key=key, **values)
        .on_conflict_do_update(index_elements=["key"], set_=values)
    )


def drop_sketches(keys: Sequence[str]) -> None:
    """Forget what was being written, because it is a need now, or is not wanted."""
    db.session.execute(delete(NeedSketch).where(NeedSketch.key.in_(keys)))


def forget_old_sketches(now: datetime) -> None:
    """Forget what nobody came back to."""
    db.session.execute(delete(NeedSketch).where(NeedSketch.saved_at < now - rules.SKETCH_KEPT))
