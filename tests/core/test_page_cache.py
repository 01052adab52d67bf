"""Tests of whole pages kept for visitors: never old, never somebody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import make_response
from sqlalchemy import func, insert, select

from auriga_web.app import create_app
from auriga_web.core import clock, page_cache
from auriga_web.core.access import Access, access
from auriga_web.core.database import close_connections, db
from auriga_web.core.job_queue import Job, JobState
from tests.conftest import settings_for
from tests.factories import NOON

pytestmark = pytest.mark.commits


@pytest.fixture
def made():
    """How often each page was made rather than kept."""
    return []


@pytest.fixture
def keeping(databases, tmp_path, monkeypatch, made):
    """A browser of an application that keeps pages and takes its time to look at their version.

    On PostgreSQL the version is the server's: what other tests write moves it too.
    """
    monkeypatch.setattr(page_cache, "CHECK_SECONDS", 3600)
    url = databases.create()
    app = create_app(replace(settings_for(url, tmp_path), page_cache=True))
    app.config["WTF_CSRF_ENABLED"] = False

    @app.get("/conta")
    @access(Access.VISITOR)
    def count():
        made.append("count")
        return str(db.session.scalar(select(func.count()).select_from(Job)))

    @app.post("/conta")
    @access(Access.VISITOR)
    def add():
        values = {"name": "a", "arguments": {}, "state": JobState.QUEUED, "attempts": 0}
        db.session.execute(insert(Job).values(created_at=NOON, run_at=NOON, **values))
        return "", 204

    @app.get("/fino")
    @access(Access.VISITOR)
    def until():
        made.append("until")
        page_cache.keep_until(clock.now() + timedelta(minutes=1))
        return "aperto"

    @app.get("/biscotto")
    @access(Access.VISITOR)
    def cookie():
        made.append("cookie")
        answer = make_response("mio")
        answer.set_cookie("other", "x")
        return answer

    with app.app_context():
        yield app.test_client()
        close_connections()
    databases.drop(url)


class TestAKeptPage:
    def test_is_made_once(self, keeping, made):
        pages = [keeping.get("/conta") for _ in range(3)]

        assert {page.text for page in pages} == {"0"}
        assert made == ["count"]

    def test_has_the_headers_of_the_first(self, keeping):
        first, second = keeping.get("/conta"), keeping.get("/conta")

        assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
        assert set(second.vary) >= {"Cookie", "Accept-Encoding"}

    def test_is_compressed_for_those_who_understand(self, keeping):
        keeping.get("/conta")

        answer = keeping.get("/conta", headers={"Accept-Encoding": "gzip"})

        assert answer.headers["Content-Encoding"] == "gzip"

    def test_is_compressed_also_for_the_one_it_was_made_for(self, keeping):
        first = keeping.get("/conta", headers={"Accept-Encoding": "gzip"})
        second = keeping.get("/conta", headers={"Accept-Encoding": "gzip"})

        assert first.headers["Content-Encoding"] == "gzip"
        assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])

    def test_is_not_sent_again_to_who_has_it(self, keeping):
        keeping.get("/conta")
        etag = keeping.get("/conta").headers["ETag"]

        answer = keeping.get("/conta", headers={"If-None-Match": etag})

        assert answer.status_code == 304
        assert answer.data == b""

    def test_ends_with_the_next_commit(self, keeping, monkeypatch):
        monkeypatch.setattr(page_cache, "CHECK_SECONDS", 0)
        keeping.get("/conta")

        keeping.post("/conta")

        assert keeping.get("/conta").text == "1"

    def test_ends_when_it_said(self, keeping, made, time_machine):
        time_machine.move_to(NOON, tick=False)
        keeping.get("/fino")

        time_machine.move_to(NOON + timedelta(seconds=59), tick=False)
        keeping.get("/fino")
        assert made == ["until"]

        time_machine.move_to(NOON + timedelta(seconds=60), tick=False)
        keeping.get("/fino")
        assert made == ["until", "until"]

    def test_is_not_for_who_carries_a_session(self, keeping, made):
        keeping.get("/conta")
        keeping.set_cookie("auriga", "x")

        keeping.get("/conta")

        assert made == ["count", "count"]

    def test_never_sets_a_cookie(self, keeping, made):
        keeping.get("/biscotto")
        keeping.get("/biscotto")

        assert made == ["cookie", "cookie"]

    @pytest.mark.parametrize(
        "headers", [{"HX-Request": "false"}, {"HX-Request": "true", "HX-Boosted": "true"}]
    )
    def test_is_no_part_because_a_header_is_there(self, keeping, made, headers):
        keeping.get("/conta", headers=headers)
        keeping.get("/conta", headers={"HX-Request": "true"})

        assert made == ["count", "count"]

    def test_is_kept_apart_by_language_query_and_part(self, keeping, made):
        for address in ("/conta", "/en/conta", "/conta?a=1"):
            keeping.get(address)
        keeping.get("/conta", headers={"HX-Request": "true"})

        assert len(made) == 4
