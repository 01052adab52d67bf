"""What tests of accounts look at."""

import pytest
import sqlalchemy as sa

from auriga_web.core.database import db as database
from auriga_web.core.mail import OutboxMail


@pytest.fixture
def outbox():
    """The mails written so far, in order."""
    return lambda: database.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id)).all()
