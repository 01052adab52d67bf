"""What somebody was writing."""

from collections.abc import Sequence

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.needs.models import NeedSketch


def find_sketch(keys: Sequence[str]) -> NeedSketch | None:
    """Return what was kept last under one of these keys."""
    return db.session.scalars(
        select(NeedSketch)
        .where(NeedSketch.key.in_(keys))
        .order_by(NeedSketch.saved_at.desc(), NeedSketch.key)
        .limit(1)
    ).first()
