import pytest
from markupsafe import Markup
from sqlalchemy import insert

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import VISITOR
from auriga_web.discussion import queries
from auriga_web.discussion.models import Comment, Stance
from auriga_web.discussion.queries import PAGE, Order
from tests.factories import NOON, CommentFactory, PersonFactory, ThreadFactory


@pytest.fixture
def thread():
    return ThreadFactory(comment_count=1)


def load(thread, reader=VISITOR, **more):
    return queries.load_discussion(thread.subject_kind, thread.subject_id, reader=reader, **more)


def flat(nodes):
    for node in nodes:
        yield node.comment
        yield from flat(node.answers)


def ids(discussion):
    return [comment.id for comment in flat(discussion.nodes)]


class TestLoadDiscussion:
    def test_puts_answers_under_what_they_answer(self, thread):
        first, second = CommentFactory.create_batch(2, thread=thread)
        answer = CommentFactory(answer_to=first)
        deeper = CommentFactory(answer_to=answer)

        discussion = load(thread, order=Order.OLDEST)

        assert ids(discussion) == [first.id, answer.id, deeper.id, second.id]
        assert [node.comment.id for node in discussion.nodes] == [first.id, second.id]

    @pytest.mark.parametrize(
        ("order", "expected"), [("utili", [1, 2, 0]), ("recenti", [2, 1, 0]), ("prime", [0, 1, 2])]
    )
    def test_has_three_orders(self, thread, order, expected):
        made = [CommentFactory(thread=thread, useful_count=count) for count in (0, 5, 0)]

        assert ids(load(thread, order=Order(order))) == [made[place].id for place in expected]

    @pytest.mark.parametrize("order", list(Order))
    def test_gives_every_comment_once_over_its_pages(self, thread, order):
        made = []
        for number in range(40):
            root = CommentFactory(thread=thread, useful_count=number % 3)
            made += [root, CommentFactory(answer_to=root), CommentFactory(answer_to=root)]

        seen, cursor = [], None
        while True:
            page = load(thread, order=order, cursor=cursor)
            seen += ids(page)
            cursor = page.next_cursor
            if cursor is None:
                break

        assert sorted(seen) == sorted(comment.id for comment in made)

    @pytest.mark.parametrize("size", [1, 10, 70])
    def test_takes_one_statement_whatever_its_size(self, db, count_queries, thread, size):
        for _ in range(size):
            CommentFactory(answer_to=CommentFactory(thread=thread))
        reader = find_actor(PersonFactory().id)
        db.session.expunge_all()

        with count_queries() as statements:
            load(thread, reader)

        assert len(statements) == 1, statements

    def test_says_what_the_reader_found_useful(self, thread):
        from auriga_web.discussion import operations
        from tests.factories import NOON

        one, other = CommentFactory.create_batch(2, thread=thread)
        reader = find_actor(PersonFactory().id)
        operations.mark_useful(one, actor=reader, now=NOON)

        found = {it.id: it.found_useful for it in flat(load(thread, reader).nodes)}

        assert found == {one.id: True, other.id: False}

    @pytest.mark.parametrize("cursor", ["", "x", "WzFd", "W251bGwsIDEsIDFd", "a" * 900])
    def test_takes_a_wrong_cursor_for_the_first_page(self, thread, cursor):
        comment = CommentFactory(thread=thread)

        assert ids(load(thread, cursor=cursor)) == [comment.id]

    @pytest.mark.parametrize("stance", list(Stance))
    def test_keeps_one_stance_with_its_answers(self, thread, benches, stance):
        benches.takes_stances = True
        said = {
            one: CommentFactory(thread=thread, stance=one)
            for one in (Stance.FOR, Stance.NEUTRAL, Stance.AGAINST)
        }
        silent = CommentFactory(thread=thread)
        CommentFactory(thread=thread, stance=stance, hidden=True)
        CommentFactory(thread=thread, stance=stance, deleted=True)
        answer = CommentFactory(answer_to=said[stance])

        discussion = load(thread, order=Order.OLDEST, stance=stance)

        expected = [said[stance].id, answer.id]
        assert ids(discussion) == expected + ([silent.id] if stance is Stance.NEUTRAL else [])

    def test_goes_on_within_one_stance(self, thread, benches):
        benches.takes_stances = True
        for number in range(PAGE + 10):
            CommentFactory(thread=thread, stance=Stance.FOR, useful_count=number % 7)
            CommentFactory(thread=thread, stance=Stance.AGAINST, useful_count=number % 5)

        first = load(thread, stance=Stance.FOR)
        second = load(thread, stance=Stance.FOR, cursor=first.next_cursor)

        assert len(set(ids(first)) | set(ids(second))) == PAGE + 10
        assert second.next_cursor is None

    def test_knows_no_stance_where_none_is_asked(self, thread):
        comment = CommentFactory(thread=thread)

        assert ids(load(thread, stance=Stance.FOR)) == [comment.id]

    @pytest.mark.parametrize("order", list(Order))
    def test_of_five_thousand_takes_one_statement_on_every_page(
        self, db, count_queries, thread, order
    ):
        author = PersonFactory()
        db.session.execute(
            insert(Comment),
            [
                {
                    "thread_id": thread.id,
                    "author_id": author.id,
                    "depth": 1,
                    "body": "Sì.",
                    "body_html": Markup("<p>Sì.</p>"),
                    "useful_count": number % 90,
                    "created_at": NOON,
                }
                for number in range(5_000)
            ],
        )
        seen, cursor = set(), None
        for _page in range(5_000 // PAGE):
            with count_queries() as statements:
                discussion = load(thread, order=order, cursor=cursor)
            assert len(statements) == 1, statements
            seen.update(ids(discussion))
            cursor = discussion.next_cursor

        assert len(seen) == 5_000
        assert cursor is None

    def test_is_empty_where_nothing_was_said(self):
        discussion = queries.load_discussion("bench", 77, reader=VISITOR)

        assert (discussion.nodes, discussion.comment_count, discussion.thread_id) == ([], 0, None)
