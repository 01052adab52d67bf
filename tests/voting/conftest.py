"""An open vote on a database of its own, that really commits."""

from dataclasses import dataclass

import pytest
from flask import Flask

from auriga_web.accounts.models import Person
from auriga_web.core.database import db
from auriga_web.voting.models import Poll
from tests.factories.territories import ComuneFactory
from tests.factories.voting import open_poll, voters


@dataclass(frozen=True, kw_only=True)
class Open:
    """An application, its open vote, and who is on the roll."""

    app: Flask
    poll: Poll
    people: list[Person]


@pytest.fixture
def open_vote(app_on_its_own_database):
    """Make an open vote with as many voters as asked; more of them at each call."""

    def make(count: int, **facts: object) -> Open:
        comune = ComuneFactory()
        people = voters(comune, count)
        poll = open_poll(comune, **facts)
        return Open(app=app_on_its_own_database, poll=poll, people=people)

    yield make
    db.session.rollback()
