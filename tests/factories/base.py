"""What every factory descends from, and the moment at which tests happen."""

from datetime import UTC, datetime

from factory.alchemy import SQLAlchemyModelFactory

from auriga_web.core.database import db

NOON = datetime(2027, 3, 12, 12, 0, tzinfo=UTC)


class Factory(SQLAlchemyModelFactory):
    """The smallest valid thing. It is committed, so that a refused request does not undo it."""

    class Meta:
        abstract = True
        # Looked up on each use: every test has a session of its own.
        sqlalchemy_session_factory = lambda: db.session()  # noqa: E731, PLW0108
        sqlalchemy_session_persistence = "commit"
