"""What happens in a story, put in the order of time before it happens."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any


class Timeline:
    """Acts and their moments. They are called in order, so that trails and threads read right."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Callable[..., Any], tuple[Any, ...]]] = []
        self._order = count()

    def at(self, moment: datetime, act: Callable[..., Any], *given: Any) -> None:
        """Let `act(*given, moment)` be called after everything earlier."""
        self._acts.append((moment, next(self._order), act, given))

    def play(self) -> None:
        """Call every act in the order of time."""
        for moment, _order, act, given in sorted(self._acts, key=lambda entry: entry[:2]):
            act(*given, moment)
