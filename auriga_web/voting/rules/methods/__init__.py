"""The ways of counting, one module each: a file added here is a method, by the name it states.

A method module has `NAME`, `check(question)`, `encode(question, chosen)`, `decode(choice)`,
`longest(question)` and `tally(question, choices, board_sha256=…)`.
"""

import pkgutil
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Protocol, cast

from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.tallying import Tally


class Method(Protocol):
    """What a counting method answers for."""

    NAME: str

    def check(self, question: Question) -> None: ...
    def encode(self, question: Question, chosen: Sequence[int]) -> str: ...
    def decode(self, choice: str) -> tuple[int, ...]: ...
    def longest(self, question: Question) -> int: ...
    def tally(self, question: Question, choices: Iterable[str], *, board_sha256: str) -> Tally: ...


METHODS: dict[str, Method] = {
    module.NAME: module
    for module in (
        cast(Method, import_module(f"{__name__}.{found.name}"))
        for found in pkgutil.iter_modules(__path__)
    )
}


def method_of(question: Question) -> Method:
    return METHODS[question.method]
