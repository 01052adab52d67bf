"""Holding an initiative while it is changed."""

from auriga_web.core.database import db, lock_writers
from auriga_web.initiatives.models import Initiative


def lock(initiative: Initiative) -> None:
    """Let nobody else change this initiative until the end, and read again where it stands."""
    db.session.flush()
    lock_writers()
    db.session.refresh(initiative, with_for_update={"key_share": True})
