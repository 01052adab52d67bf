"""What somebody is writing: kept while they type, there after they signed in, then forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.needs import operations, queries, rules
from auriga_web.needs.models import NeedSketch
from tests.factories import NOON, ComuneFactory, PersonFactory, ServiceAreaFactory

HTMX = {"HX-Request": "true"}
TYPED = {"title": "Nessun autobus dopo le otto", "body": "Chi lavora di sera torna a piedi."}


def sketches():
    return db.session.scalars(select(NeedSketch)).all()


def whole(**more):
    return {
        **TYPED,
        "service_area_id": str(ServiceAreaFactory().id),
        "comune_id": str(ComuneFactory().id),
        "speaks_for": "family",
        **more,
    }


class TestWhileOneWrites:
    def test_is_kept_and_there_again(self, client, sign_in):
        sign_in(PersonFactory())

        kept = client.post("/bisogni/simili", data=TYPED, headers=HTMX)

        assert "solo tu" in kept.text
        assert TYPED["title"] in client.get("/bisogni/nuovo/testo").text

    def test_is_one_for_each_person_the_last(self, client, sign_in):
        sign_in(PersonFactory())

        for title in ("Nessun autobus", "Nessun autobus la sera"):
            client.post("/bisogni/simili", data={**TYPED, "title": title}, headers=HTMX)

        assert [sketch.fields["title"] for sketch in sketches()] == ["Nessun autobus la sera"]

    def test_is_never_shown_to_another(self, client, sign_in):
        sign_in(PersonFactory())
        client.post("/bisogni/simili", data=TYPED, headers=HTMX)

        sign_in(PersonFactory())

        assert TYPED["title"] not in client.get("/bisogni/nuovo/testo").text

    def test_is_forgotten_once_it_is_a_need(self, client, sign_in):
        sign_in(PersonFactory(verified=True))
        client.post("/bisogni/simili", data=TYPED, headers=HTMX)

        assert client.post("/bisogni", data=whole()).status_code == 303

        assert sketches() == []

    def test_stays_while_something_is_missing(self, client, sign_in):
        sign_in(PersonFactory(verified=True))
        client.post("/bisogni/simili", data=TYPED, headers=HTMX)

        assert client.post("/bisogni", data=whole(comune_id="")).status_code == 422

        assert len(sketches()) == 1

    def test_is_forgotten_when_asked(self, client, sign_in):
        sign_in(PersonFactory())
        client.post("/bisogni/simili", data=TYPED, headers=HTMX)

        assert client.post("/bisogni/nuovo/da-capo").status_code == 303

        assert sketches() == []

    def test_keeps_nothing_of_an_empty_form(self, client, sign_in):
        sign_in(PersonFactory())

        client.post("/bisogni/simili", data={"title": "  ", "comune_id": "3"}, headers=HTMX)

        assert sketches() == []

    def test_leads_to_the_form_without_htmx(self, client):
        answer = client.post("/bisogni/simili", data=TYPED)

        assert answer.status_code == 303
        assert sketches() == []


class TestSigningInMidway:
    def test_what_was_typed_is_there_afterwards(self, client, sign_in):
        answer = client.post("/bisogni", data=whole(target_groups=["families", "children"]))
        assert "/accedi" in answer.location

        sign_in(PersonFactory())
        page = client.get("/bisogni/nuovo/testo").text

        assert TYPED["title"] in page
        assert TYPED["body"] in page
        assert page.count(" checked") >= 3

    def test_is_sent_then_and_forgotten(self, client, sign_in):
        client.post("/bisogni", data=whole())
        sign_in(PersonFactory(verified=True))

        client.post("/bisogni", data=whole())

        assert sketches() == []
        assert TYPED["title"] not in client.get("/bisogni/nuovo/testo").text

    def test_a_visitor_is_known_by_a_cookie_alone(self, app, client):
        answer = client.post("/bisogni/simili", data=TYPED, headers=HTMX)

        cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "auriga-bozza" in c)
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert sketches()[0].key.startswith("visitor:")
        assert sketches()[0].key.split(":")[1] not in cookie
        assert TYPED["title"] not in app.test_client().get("/bisogni/nuovo/testo").text

    def test_no_cache_keeps_the_form(self, client):
        client.post("/bisogni/simili", data=TYPED, headers=HTMX)

        assert client.get("/bisogni/nuovo/testo").headers["Cache-Control"] == "no-store"

    def test_a_visitor_joins_nothing_from_there(self, client):
        page = client.post("/bisogni", data=whole(action="similar"))

        assert page.status_code == 200
        assert "formaction" not in page.text


class TestReword:
    def test_puts_the_proposed_words_in_the_form(self, client, sign_in):
        sign_in(PersonFactory())
        body = "La signora Bianchi è malata e vive sola. Chiamate il 333 1234567."

        page = client.post("/bisogni", data=whole(body=body, action="reword"))

        assert page.status_code == 200
        assert "Una persona è malata e vive sola. Chiamate il [tolto]." in page.text
        assert "Bianchi" not in page.text


class TestForgetting:
    @pytest.mark.parametrize(("days", "stays"), [(7, True), (7.01, False)])
    def test_forgets_what_nobody_came_back_to(self, db, days, stays):
        operations.keep_sketch("person:1", TYPED, now=NOON)

        operations.forget_old_sketches(NOON + timedelta(days=days))

        assert (queries.find_sketch(["person:1"]) is not None) is stays


def test_keeps_the_fields_of_a_need_alone_and_cuts_them():
    kept = rules.fit_to_keep({"title": "a" * 9_000, "csrf_token": "x", "target_groups": ["b"] * 99})

    assert kept == {"title": "a" * 6_000, "target_groups": ["b"] * 20}
