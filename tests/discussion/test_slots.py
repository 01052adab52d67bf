import pytest

from tests.factories import (
    CommentFactory,
    InitiativeFactory,
    NeedFactory,
    PersonFactory,
    ThreadFactory,
)


@pytest.fixture
def ada():
    return PersonFactory(verified=True)


class TestOnTheSubjectsPage:
    @pytest.mark.parametrize("kind", ["need", "initiative"])
    @pytest.mark.parametrize("size", [1, 30])
    def test_takes_few_statements_whatever_its_size(self, sign_in, ada, count_queries, kind, size):
        thing = NeedFactory(published=True) if kind == "need" else InitiativeFactory()
        thread = ThreadFactory(subject_kind=kind, subject_id=str(thing.id))
        for _ in range(size):
            CommentFactory(answer_to=CommentFactory(thread=thread))
        browser = sign_in(ada)

        with count_queries() as statements:
            browser.get(f"/discussioni/{thread.id}")

        assert len(statements) <= 8, statements

    @pytest.mark.parametrize("address", ["/bisogni/{}", "/iniziative/{}"])
    def test_is_there_with_its_comments(self, sign_in, ada, address):
        is_need = address.startswith("/bisogni")
        thing = NeedFactory(published=True) if is_need else InitiativeFactory()
        thread = ThreadFactory(
            subject_kind="need" if is_need else "initiative", subject_id=str(thing.id)
        )
        CommentFactory(thread=thread, body="Anche a Bevagna.")

        page = sign_in(ada).get(address.format(thing.id)).text

        assert "Anche a Bevagna." in page
        assert ("Sono a favore" in page) is not is_need


class TestClosing:
    def test_ends_a_discussion_until_it_is_opened_again(self, sign_in, db):
        thread = ThreadFactory(subject_kind="need", subject_id=str(NeedFactory(published=True).id))
        CommentFactory(thread=thread)
        browser = sign_in(PersonFactory(moderator=True))

        browser.post(f"/discussioni/{thread.id}/chiusura")
        assert "Questa discussione è chiusa" in browser.get(f"/discussioni/{thread.id}").text

        browser.post(f"/discussioni/{thread.id}/riapertura")
        assert "Pubblica il commento" in browser.get(f"/discussioni/{thread.id}").text

    def test_is_for_moderators(self, sign_in, ada):
        thread = ThreadFactory()

        assert sign_in(ada).post(f"/discussioni/{thread.id}/chiusura").status_code == 403
