"""What was acknowledged is there after a kill, and two at once never count twice."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.http_browser import HttpBrowser


@pytest.fixture(scope="class")
def served_app(serve):
    """An application of its own: it is killed."""
    yield from serve()


@pytest.fixture
def marta(served_app):
    """A citizen who sends forms without a window."""
    browser = HttpBrowser(served_app.url)
    browser.sign_in("marta@demo.example")
    return browser


@pytest.fixture
def open_needs(served_app):
    """Needs that one can join and that Marta has not joined."""
    with served_app.database() as database:
        rows = database.execute(
            "SELECT id FROM need WHERE state = 'published' AND hidden_at IS NULL"
            " AND is_sensitive = 0 AND author_id NOT IN"
            " (SELECT id FROM person WHERE email = 'marta@demo.example') AND id NOT IN"
            " (SELECT need_id FROM need_support JOIN person ON person.id = person_id"
            " WHERE email = 'marta@demo.example') ORDER BY id"
        ).fetchall()
    return [need_id for (need_id,) in rows]


def supports_of_marta(served_app):
    with served_app.database() as database:
        rows = database.execute(
            "SELECT need_id FROM need_support JOIN person ON person.id = person_id"
            " WHERE email = 'marta@demo.example'"
        ).fetchall()
    return [need_id for (need_id,) in rows]


class TestFaults:
    def test_twenty_at_once_count_once(self, served_app, marta, open_needs):
        need = open_needs[-1]
        marta.get(f"/bisogni/{need}")
        with served_app.database() as database:
            counter = "SELECT support_count FROM need_counter WHERE need_id = ?"
            (before,) = database.execute(counter, (need,)).fetchone()

        with ThreadPoolExecutor(20) as pool:
            statuses = list(pool.map(lambda _: marta.post(f"/bisogni/{need}/adesioni"), range(20)))

        with served_app.database() as database:
            (after,) = database.execute(counter, (need,)).fetchone()
        assert after == before + 1
        assert supports_of_marta(served_app).count(need) == 1
        assert all(status < 500 for status in statuses), statuses

    def test_a_kill_loses_nothing_acknowledged(self, served_app, marta, open_needs):
        _, page = marta.get(f"/bisogni/{open_needs[0]}")
        assert re.search(r"/adesioni", page)
        acknowledged = []
        for number, need in enumerate(open_needs[:-1]):
            if number == len(open_needs) // 2:
                served_app.kill()
                break
            if marta.post(f"/bisogni/{need}/adesioni") in {302, 303}:
                acknowledged.append(need)

        served_app.start()

        assert acknowledged
        assert set(acknowledged) <= set(supports_of_marta(served_app))
        assert marta.get("/io")[0] == 200, "the session outlives the process"
