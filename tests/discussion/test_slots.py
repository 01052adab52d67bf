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
