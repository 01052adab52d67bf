"""Tests of what is refused before any feature reads it."""

import re

import pytest
from sqlalchemy import select

from auriga_web.core.access import Access, access
from auriga_web.core.database import db
from auriga_web.core.job_queue import Job
from auriga_web.core.strange_input import LARGEST_ID, is_id
from tests.factories import PersonFactory


class TestAnIdInAnAddress:
    @pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
    @pytest.mark.parametrize("place", ["bisogni", "iniziative", "votazioni", "discussioni"])
    def test_that_is_too_large_leads_nowhere(self, client, place, number):
        assert client.get(f"/{place}/{number}").status_code == 404

    def test_may_be_the_largest(self, client):
        assert client.get(f"/bisogni/{LARGEST_ID}").status_code == 404


class TestIsId:
    @pytest.mark.parametrize("text", ["0", "7", "12", str(LARGEST_ID)])
    def test_knows_ids(self, text):
        assert is_id(text)

    @pytest.mark.parametrize(
        "text", ["", "07", "+7", "-7", "7 ", "٧", "²", "x", str(LARGEST_ID + 1), "9" * 5_000]
    )
    def test_refuses_other_names_of_the_same(self, text):
        assert not is_id(text)


class TestNul:
    @pytest.mark.parametrize("query", ["q=a%00b", "a%00b=1", "dopo=%00", "territorio=%00"])
    def test_in_a_query_is_refused(self, client, query):
        assert client.get(f"/bisogni?{query}").status_code == 400

    def test_in_a_path_leads_nowhere(self, client):
        assert client.get("/comuni/a%00b").status_code == 404

    @pytest.mark.parametrize("field", ["email", "a\x00b"])
    def test_in_a_form_is_refused(self, client, field):
        assert client.post("/accedi", data={field: "a\x00b"}).status_code == 400


class TestWhatDoesNotFit:
    @pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
    def test_is_no_error_of_ours(self, app, client, monkeypatch, number):
        @access(Access.VISITOR)
        def search(**_arguments):
            return str(db.session.scalars(select(Job.id).where(Job.id == number)).all())

        monkeypatch.setitem(app.view_functions, "needs.show", search)

        assert client.get("/bisogni/1").status_code in {200, 400}


STRANGE = [
    "",
    "x",
    "-1",
    "0",
    "2147483648",
    "9" * 30,
    "9" * 5_000,
    "%ED%A0%80",
    "WyJ0Il0",
    "%27%22%3C",
]
# Every word by which an address asks for something.
WORDS = (
    "a area bisogno cosa da di dopo fatto id next ordina ordine per prima q ricevuta stato "
    "territorio tipo token title body"
).split()


class TestEveryPage:
    @pytest.mark.parametrize("who", [None, "administrator"])
    def test_answers_whatever_it_is_asked(self, app, client, sign_in, who):
        if who:
            sign_in(PersonFactory(**{who: True}))
        broken = []
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint == "static":
                continue
            for value in STRANGE:
                address = re.sub(r"<[^>]*>", "1", rule.rule) + "?"
                address += "&".join(f"{word}={value}" for word in WORDS)
                status = client.get(address).status_code
                if status >= 500:
                    broken.append((status, address[:200]))

        assert broken == []
