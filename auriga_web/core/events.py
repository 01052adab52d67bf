"""How a lower floor tells a higher one what happened, without knowing it.

An event is a frozen dataclass of the feature where it happened. Listeners run at once, in the same
transaction: they may write rows and enqueue jobs, nothing slower.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

_Event = TypeVar("_Event")
_Listener = Callable[[Any], None]
_listeners: dict[type, list[_Listener]] = defaultdict(list)


def listens_to(
    *kinds: type[_Event],
) -> Callable[[Callable[[_Event], None]], Callable[[_Event], None]]:
    """Call the decorated function each time an event of one of these kinds is announced."""

    def register(listener: Callable[[_Event], None]) -> Callable[[_Event], None]:
        for kind in kinds:
            if listener not in _listeners[kind]:
                _listeners[kind].append(listener)
        return listener

    return register


def announce(event: object) -> None:
    """Tell every listener of this kind of event, in the order of the floors."""
    for listener in _listeners[type(event)]:
        listener(event)
