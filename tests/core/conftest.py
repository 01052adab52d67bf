"""Fixtures for tests of the ground."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@pytest.fixture
def time_limit():
    """`with time_limit(seconds=2):` fails when what is inside hangs (a guard, not a measure)."""

    @contextmanager
    def limited(seconds: int) -> Iterator[None]:
        def too_long(*_: object) -> None:
            raise TimeoutError(f"took more than {seconds} s")

        before = signal.signal(signal.SIGALRM, too_long)
        signal.alarm(seconds)
        try:
            yield
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)

    return limited
