"""How needs and themes answer about themselves, and hear what is said about them."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from auriga_web.core.access import SYSTEM, gate
from auriga_web.core.events import announce
from auriga_web.discussion.events import CommentsCounted
from auriga_web.needs.models import NeedCounter
from tests.factories import NeedFactory, PersonFactory, ServiceAreaFactory, ThemeFactory
from tests.needs.actors import VISITOR, as_actor


class TestNeedGate:
    def test_lets_read_whom_the_page_lets_read(self):
        public, waiting = NeedFactory(published=True), NeedFactory(submitted=True)

        assert gate("need").may_read(VISITOR, str(public.id))
        assert not gate("need").may_read(VISITOR, str(waiting.id))
        assert gate("need").may_read(SYSTEM, str(waiting.id))
        assert not gate("need").may_read(VISITOR, "0")
        assert not gate("need").may_read(VISITOR, "x")

    def test_lets_write_while_it_is_open(self):
        person = as_actor(PersonFactory())

        assert gate("need").may_write(person, str(NeedFactory(published=True).id))
        assert not gate("need").may_write(VISITOR, str(NeedFactory(published=True).id))
        assert not gate("need").may_write(person, str(NeedFactory(answered=True).id))
        hidden = NeedFactory(published=True, hidden=True)
        assert not gate("need").may_write(person, str(hidden.id))

    def test_names_nobody_where_it_is_sensitive(self):
        sensitive = NeedFactory(published=True, area=ServiceAreaFactory(sensitive=True))

        assert gate("need").shows_names(str(NeedFactory(published=True).id))
        assert not gate("need").shows_names(str(sensitive.id))

    def test_says_where_it_is_and_what_it_is_called(self, app):
        need, gone = NeedFactory(published=True), NeedFactory(withdrawn=True)

        with app.test_request_context():
            assert gate("need").url(str(need.id)) == f"/bisogni/{need.id}"
        assert gate("need").title(str(need.id)) == need.title
        assert "ritirato" in gate("need").title(str(gone.id))
        with pytest.raises(NoResultFound):
            gate("need").title("0")


class TestThemeGate:
    def test_is_public_and_closed_to_writing(self, app):
        theme = ThemeFactory()

        assert gate("theme").may_read(VISITOR, str(theme.id))
        assert not gate("theme").may_read(VISITOR, "0")
        assert not gate("theme").may_write(as_actor(PersonFactory()), str(theme.id))
        assert gate("theme").title(str(theme.id)) == theme.title
        with app.test_request_context():
            assert gate("theme").url(str(theme.id)) == f"/temi/{theme.id}"
        with pytest.raises(NoResultFound):
            gate("theme").title("0")


class TestListening:
    def test_keeps_how_many_comments_there_are(self, db):
        need = NeedFactory(published=True)

        for kind, count in (("need", 3), ("initiative", 9)):
            announce(
                CommentsCounted(subject_kind=kind, subject_id=str(need.id), comment_count=count)
            )

        assert db.session.scalars(select(NeedCounter.comment_count)).one() == 3
