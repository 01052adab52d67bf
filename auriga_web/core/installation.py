"""What this installation is: one row, written when it is prepared."""

from datetime import datetime

from flask import Flask
from sqlalchemy import CheckConstraint, inspect, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.database import Base, db

_ONLY = 1


class Installation(Base):
    """The mark that says whether everything in this database is invented."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_demo: Mapped[bool]
    prepared_at: Mapped[datetime]


class AlreadyPrepared(Exception):
    """This database was prepared before, for the other purpose; the message says which."""


def mark(*, is_demo: bool, now: datetime) -> None:
    """Write, once and for all, whether this database is a demo.

    :raises AlreadyPrepared: if it was prepared as the other kind.
    """
    installation = db.session.get(Installation, _ONLY)
    if installation is None:
        db.session.add(Installation(id=_ONLY, is_demo=is_demo, prepared_at=now))
    elif installation.is_demo is not is_demo:
        raise AlreadyPrepared(
            "This database holds the demo: choose another folder or database."
            if installation.is_demo
            else "This database is in real use: the demo would mix with it. Choose another."
        )


def is_demo() -> bool:
    """Tell whether this database is a demo; one that has no tables yet is not."""
    if not inspect(db.engine).has_table(Installation.__tablename__):
        return False
    verdict = db.session.scalar(select(Installation.is_demo).where(Installation.id == _ONLY))
    db.session.rollback()
    return bool(verdict)


def init_app(app: Flask) -> None:
    """Let pages and rules know whether this is a demo."""
    with app.app_context():
        try:
            app.config["DEMO"] = is_demo()
        except OperationalError:
            # A database that is away is the doctor's to report, and each page's to answer with 503.
            app.config["DEMO"] = False
