"""Tests of pages that are made once for everybody: nobody sees what is another's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import render_template_string
from markupsafe import Markup

from auriga_web.app import create_app
from auriga_web.core import clock
from auriga_web.core.access import Access, Actor, Level, access, current_actor, resolve_actors_with
from auriga_web.core.database import close_connections, db
from auriga_web.core.kept import kept_part, same_for_everybody
from auriga_web.core.search import index_entry
from tests.factories import NOON

PAGE = """{% extends "layouts/page.html" %}{% block title %}t{% endblock %}
{% block main %}<p>seen by {{ seen_by }}</p><i>{{ csrf_token() }}</i>{% endblock %}"""


@pytest.fixture
def site(app_on_its_own_database):
    """An application that keeps pages, with one such page, and who is signed in there."""
    app = create_app(replace(app_on_its_own_database.config["SETTINGS"], page_cache=True))
    signed_in: list[Actor] = [Actor()]
    made: list[str] = []
    resolve_actors_with(app, lambda: signed_in[0])

    @app.get("/same")
    @access(Access.VISITOR)
    @same_for_everybody
    def same() -> str:
        made.append(current_actor().display_name)
        return render_template_string(PAGE, seen_by=current_actor().display_name or "nobody")

    # No context is held: requests would share its `g`.
    yield app.test_client(), signed_in, made
    with app.app_context():
        close_connections()


def somebody(name: str) -> Actor:
    return Actor(person_id=1, level=Level.REGISTERED, display_name=name)


def read(client) -> str:
    # The cookie keeps the cache of visitors' pages out of the way.
    client.set_cookie("auriga", "v.x")
    return client.get("/same").text


class TestAPageForEverybody:
    def test_is_made_once_and_names_each_reader(self, site):
        client, signed_in, made = site
        # On PostgreSQL the version is the server's: what other tests write would move it.
        client.application.extensions["auriga_database_version"] = lambda: "as it was"
        pages = []
        for name in ("Ada", "Bruno"):
            signed_in[0] = somebody(name)
            pages.append(read(client))

        assert made == [""]
        assert ["Ada" in page for page in pages] == [True, False]
        assert ["Bruno" in page for page in pages] == [False, True]

    def test_is_made_as_for_a_visitor(self, site):
        client, signed_in, _made = site
        signed_in[0] = somebody("Ada")

        assert "seen by nobody" in read(client)

    def test_has_no_mark_left_and_a_token_of_its_own(self, site):
        client, signed_in, _made = site
        signed_in[0] = somebody("Ada")

        page = read(client)

        assert "token-" not in page
        assert "person-" not in page.replace("person-bar", "").replace("person-name", "")
        assert len(page.split("<i>")[1].split("</i>")[0]) > 40

    def test_offers_a_visitor_to_sign_in(self, site):
        client, signed_in, _made = site
        signed_in[0] = somebody("Ada")
        read(client)
        signed_in[0] = Actor()

        page = read(client)

        assert "/accedi" in page
        assert "person-bar" not in page

    def test_is_made_anew_when_something_was_committed(self, site):
        client, signed_in, made = site
        signed_in[0] = somebody("Ada")
        read(client)

        with client.application.app_context():
            index_entry(kind="need", subject_id=1, title="t", body="b", summary="s", at=NOON)
            db.session.commit()
        read(client)

        assert len(made) == 2

    def test_is_made_anew_after_a_minute_because_time_passes_without_a_commit(
        self, site, monkeypatch
    ):
        client, signed_in, made = site
        signed_in[0] = somebody("Ada")
        read(client)
        later = clock.now() + timedelta(seconds=61)
        monkeypatch.setattr(clock, "now", lambda: later)

        read(client)

        assert len(made) == 2

    def test_in_english_is_another_page(self, site):
        client, signed_in, made = site
        signed_in[0] = somebody("Ada")
        read(client)

        page = client.get("/en/same").text

        assert len(made) == 2
        assert Markup('lang="en"') in page


class TestAPartOfAPage:
    def test_is_made_once_for_each_key_until_something_is_committed(self, site):
        client, _signed_in, _made = site
        made: list[str] = []

        def part(key: str) -> str:
            with client.application.test_request_context():
                return str(kept_part(key, lambda: made.append(key) or f"<p>{key}</p>"))

        assert [part("a"), part("a"), part("b")] == ["<p>a</p>", "<p>a</p>", "<p>b</p>"]
        assert made == ["a", "b"]

        with client.application.app_context():
            index_entry(kind="need", subject_id=1, title="t", body="b", summary="s", at=NOON)
            db.session.commit()

        part("a")
        assert made == ["a", "b", "a"]
