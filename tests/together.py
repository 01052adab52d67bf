"""Doing something many times at once, each in a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from auriga_web.core.database import db

AT_ONCE = 8


def together(app, times, act, *, refused=()):
    """Run `act(number)` so many times, several at once; what raises `refused` changes nothing."""
    start = Barrier(AT_ONCE)

    def run(worker):
        start.wait()
        for number in range(worker, times, AT_ONCE):
            with app.app_context():
                try:
                    act(number)
                    db.session.commit()
                except refused:
                    db.session.rollback()
                finally:
                    db.session.remove()
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert all(pool.map(run, range(AT_ONCE)))
    with app.app_context():
        db.engine.dispose()
