"""Tests of what is refused before any feature reads it."""

import pytest
from sqlalchemy import select

from auriga_web.core.access import Access, access
from auriga_web.core.database import db
from auriga_web.core.job_queue import Job
from auriga_web.core.strange_input import LARGEST_ID, is_id


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
