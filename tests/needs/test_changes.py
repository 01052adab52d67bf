"""What a need said before, and two who change it at once: nothing is lost, all is escaped."""

import pytest

from auriga_web.core.difference import compare, in_one
from auriga_web.needs.models import NeedVersion
from auriga_web.needs.rules import changes_between
from tests.factories import NOON, NeedFactory, PersonFactory

BEFORE = "Dalle due alle sei i bambini restano soli in casa."
AFTER = "Dalle due alle sette i bambini restano soli."
ATTACK = "<script>alert(1)</script> <img src=x onerror=alert(2)> resta quello che è"


def words(need, **more):
    return {
        "title": "Manca un doposcuola il pomeriggio",
        "body": AFTER,
        "service_area_id": str(need.service_area_id),
        "comune_id": str(need.comune_id),
        "speaks_for": "family",
        "version": str(need.version),
        **more,
    }


@pytest.fixture
def author(sign_in):
    person = PersonFactory(verified=True)
    sign_in(person)
    return person


@pytest.fixture
def need(author):
    return NeedFactory(published=True, author=author, title="Manca un doposcuola", body=BEFORE)


class TestVersions:
    def test_are_shown_side_by_side_with_what_changed(self, client, need):
        client.post(f"/bisogni/{need.id}/modifica", data=words(need))

        page = client.get(f"/bisogni/{need.id}/versioni").text

        assert "<del>sei</del>" in page
        assert "<ins>sette</ins>" in page
        assert 'role="table"' in page

    def test_are_shown_in_one_text(self, client, need):
        client.post(f"/bisogni/{need.id}/modifica", data=words(need))

        page = client.get(f"/bisogni/{need.id}/versioni?vista=insieme").text

        assert "<del>sei</del><ins>sette</ins>" in page
        assert 'role="table"' not in page

    def test_are_each_compared_with_the_next_newest_first(self):
        need = NeedFactory(published=True, title="Tre", body="terzo")
        former = [
            NeedVersion(title="Due", body="secondo", plain_summary="", replaced_at=NOON),
            NeedVersion(title="Uno", body="primo", plain_summary="", replaced_at=NOON),
        ]

        changes = changes_between(need, former)

        gone = [
            [segment.text for row in change.rows for segment in row.before] for change in changes
        ]
        assert gone == [["Due", "secondo"], ["Uno", "primo"]]

    @pytest.mark.parametrize("view", ["", "?vista=insieme"])
    def test_run_nothing_of_what_was_written(self, client, need, view):
        client.post(f"/bisogni/{need.id}/modifica", data=words(need, body=ATTACK))
        need_again = {**words(need, body=BEFORE), "version": "2"}
        client.post(f"/bisogni/{need.id}/modifica", data=need_again)

        page = client.get(f"/bisogni/{need.id}/versioni{view}").text

        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "onerror" in page

    def test_say_so_when_there_are_none(self, client, need):
        assert client.get(f"/bisogni/{need.id}/versioni").status_code == 200

    def test_of_what_one_may_not_see_are_not_found(self, client, need, sign_in):
        hidden = NeedFactory(published=True, hidden=True)

        assert client.get(f"/bisogni/{hidden.id}/versioni").status_code == 404


class TestTwoAtOnce:
    def test_the_second_sees_both_texts_and_loses_nothing(self, client, need):
        first, second = words(need), words(need, body="Servono due ore in più, <b>ogni</b> giorno.")
        client.post(f"/bisogni/{need.id}/modifica", data=first)

        answer = client.post(f"/bisogni/{need.id}/modifica", data=second)

        assert answer.status_code == 409
        assert "Servono due ore in più, &lt;b&gt;ogni&lt;/b&gt; giorno." in answer.text
        assert "sette" in answer.text
        assert 'name="version" value="2"' in answer.text
        assert need.body == AFTER

    def test_who_has_read_both_may_keep_theirs_and_the_other_stays_in_the_history(
        self, client, need
    ):
        client.post(f"/bisogni/{need.id}/modifica", data=words(need))

        client.post(
            f"/bisogni/{need.id}/modifica",
            data=words(need, body="Servono due ore in più ogni giorno.", version="2"),
        )

        assert need.body == "Servono due ore in più ogni giorno."
        assert "sette" in client.get(f"/bisogni/{need.id}/versioni").text

    @pytest.mark.parametrize("field", ["title", "body", "plain_summary"])
    def test_runs_nothing_of_either_text(self, client, need, field):
        client.post(f"/bisogni/{need.id}/modifica", data=words(need, **{field: f"{ATTACK} adesso"}))

        answer = client.post(f"/bisogni/{need.id}/modifica", data={**words(need), "version": "1"})
        mine = client.post(
            f"/bisogni/{need.id}/modifica", data={**words(need, **{field: ATTACK}), "version": "1"}
        )

        for page in (answer, mine):
            assert page.status_code == 409
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text


class TestInOne:
    @pytest.mark.parametrize(
        ("before", "after"),
        [("", "nuovo"), ("vecchio", ""), ("a b c", "a x c"), ("uno due", "due tre"), ("a", "a")],
    )
    def test_holds_all_words_of_both(self, before, after):
        parts = [part for row in compare(before, after) for part in in_one(row)]

        assert "".join(p.text for p in parts if p.kind != "new") == before
        assert "".join(p.text for p in parts if p.kind != "gone") == after


def test_withdrawing_leaves_no_version(client, need, db, author):
    client.post(f"/bisogni/{need.id}/modifica", data=words(need))
    client.post(f"/bisogni/{need.id}/ritiro", data={"reason": "solved"})

    page = client.get(f"/bisogni/{need.id}/versioni").text
    assert "sei" not in page.partition("<main")[2].partition("</main>")[0].split()
    assert db.session.get(NeedVersion, (need.id, 1)) is None
