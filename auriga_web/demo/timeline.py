"""What happens in a story, put in the order of time before it happens."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any


class Timeline:
    """Acts and their moments. They are called in order, so that trails and threads read right."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Callable[[datetime], Any]]] = []
        self._order = count()

    def at(self, moment: datetime, act: Callable[[datetime], Any]) -> None:
        """Let `act` be called with `moment`, after everything earlier."""
        self._acts.append((moment, next(self._order), act))

    def play(self, *, each: Callable[[], None] = lambda: None) -> int:
        """Call every act in the order of time, `each` after each; return how many there were."""
        self._acts.sort(key=lambda entry: entry[:2])
        for moment, _order, act in self._acts:
            act(moment)
            each()
        return len(self._acts)
