import pytest

from auriga_web.accounts.queries import find_actor
from auriga_web.core.access import VISITOR
from auriga_web.discussion import queries
from auriga_web.discussion.queries import Order
from tests.factories import CommentFactory, PersonFactory, ThreadFactory


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

    def test_is_empty_where_nothing_was_said(self):
        discussion = queries.load_discussion("bench", 77, reader=VISITOR)

        assert (discussion.nodes, discussion.comment_count, discussion.thread_id) == ([], 0, None)
