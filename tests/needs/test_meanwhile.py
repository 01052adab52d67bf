"""What changes between reading a need and holding it."""

import pytest
from sqlalchemy import update

from auriga_web.core.access import NotAllowed, Role
from auriga_web.needs import operations
from auriga_web.needs.models import AnswerKind, Need, NeedState
from tests.factories import NOON, NeedFactory, PersonFactory
from tests.needs.actors import as_actor


class TestANeedThatChangedMeanwhile:
    def test_is_not_thrown_away_once_published(self, db):
        author = PersonFactory()
        need = NeedFactory(author=author, submitted=True)
        db.session.execute(
            update(Need)
            .values(state=NeedState.PUBLISHED, published_at=NOON, is_listed=True)
            .execution_options(synchronize_session=False)
        )

        with pytest.raises(NotAllowed):
            operations.discard_need(need, actor=as_actor(author), now=NOON)

    def test_gets_no_answer_once_taken_back(self, db):
        need = NeedFactory(published=True)
        db.session.execute(
            update(Need)
            .values(state=NeedState.WITHDRAWN, is_listed=False)
            .execution_options(synchronize_session=False)
        )

        with pytest.raises(NotAllowed):
            operations.answer_need(
                need,
                kind=AnswerKind.FIRST,
                body="Ci pensiamo.",
                actor=as_actor(PersonFactory(), roles=[Role.FACILITATOR]),
                now=NOON,
            )
