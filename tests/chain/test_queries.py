"""The thread as a page shows it."""

from datetime import timedelta

from auriga_web.chain import operations, queries, rules
from auriga_web.chain.models import StopKind
from tests.factories import NOON

NEED = ("need", 7)


def _stop(stop: StopKind, days: int, sentence: str = "It happened.") -> None:
    at = NOON + timedelta(days=days)
    operations.add_stop(subject=NEED, stop=stop, sentence=sentence, now=at)


def _phases() -> list[tuple[StopKind, str]]:
    by_label = {rules.label(stop): stop for stop in StopKind}
    return [(by_label[stop.label], stop.phase) for stop in queries.thread_of(*NEED)]


class TestThread:
    def test_is_empty_where_nothing_happened(self):
        assert queries.thread_of(*NEED) == []

    def test_shows_what_passed_where_it_is_and_what_comes(self):
        _stop(StopKind.NEED, 0)
        _stop(StopKind.INITIATIVE, 1)

        assert _phases() == [
            (StopKind.NEED, "past"),
            (StopKind.INITIATIVE, "here"),
            (StopKind.VOTE, "next"),
        ]

    def test_lets_the_last_of_several_sentences_speak(self):
        _stop(StopKind.NEED, 0, "Published.")
        _stop(StopKind.NEED, 2, "Taken up.")

        assert queries.thread_of(*NEED)[0].sentence == "Taken up."

    def test_may_go_back_along_the_path(self):
        _stop(StopKind.INITIATIVE, 0)
        _stop(StopKind.VOTE, 1)
        _stop(StopKind.INITIATIVE, 2)

        assert _phases() == [(StopKind.INITIATIVE, "here"), (StopKind.VOTE, "next")]

    def test_ends_with_a_no_and_nothing_after_it(self):
        _stop(StopKind.NEED, 0)
        _stop(StopKind.NOT_PURSUED, 3)

        assert [phase for _, phase in _phases()] == ["past", "end"]

    def test_ends_with_the_outcome(self):
        _stop(StopKind.NEED, 0)
        _stop(StopKind.OUTCOME, 9)

        assert [phase for _, phase in _phases()] == ["past", "here"]

    def test_takes_one_statement(self, db, count_queries):
        for day, stop in enumerate(StopKind):
            _stop(stop, day)
        db.session.flush()

        with count_queries() as statements:
            queries.thread_of(*NEED)

        assert len(statements) == 1, statements
