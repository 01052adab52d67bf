"""The ways of counting, one module each: a file added here is a method, under its own name.

A method module has `NAME`, `BALLOT` (a kind of `counting.ballots`), `fits(question)` and
`count(question, choices, board_sha256)`; a question is in the plain values of the configuration.
It imports nothing but the standard library and `counting`, because `verify.py` carries it along.
What explains it to people is `templates/voting/methods/<NAME>.html`.
"""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from typing import Any, Protocol, cast

from auriga_web.voting.rules import choices as ballots
from auriga_web.voting.rules.config import Question
from auriga_web.voting.rules.counting.ballots import RANKING, READ
from auriga_web.voting.rules.limits import CannotUse
from auriga_web.voting.rules.tallying import Tally


class _Module(Protocol):
    """What a method module has."""

    NAME: str
    BALLOT: str

    def fits(self, question: Mapping[str, Any]) -> bool: ...
    def count(
        self, question: Mapping[str, Any], choices: Sequence[str], board_sha256: str
    ) -> dict[str, Any]: ...


class Method:
    """A way of counting, with its ballots."""

    def __init__(self, module: _Module) -> None:
        self._module = module
        self.name = module.NAME
        self.ballot = module.BALLOT

    def check(self, question: Question) -> None:
        """Check that the limits of the question make sense for this method.

        :raises CannotUse: if they do not.
        """
        if not self._module.fits(asdict(question)):
            raise CannotUse(question.no)

    def encode(self, question: Question, chosen: Sequence[int]) -> str:
        """Return the choice as it stands on the board.

        `chosen` are the options marked; those ranked, the best first; or, of points, each option as
        often as it was given one.

        :raises InvalidBallot: if they do not make a ballot.
        """
        return ballots.encode(question, self.ballot, chosen)

    def decode(self, choice: str) -> tuple[int, ...]:
        """Return what was chosen, as `encode` takes it."""
        return READ[self.ballot](choice)

    def supported(self, choice: str) -> frozenset[int]:
        """Return the options that a choice counts for in a table: of a ranking the first one."""
        chosen = self.decode(choice)
        return frozenset(chosen[:1] if self.ballot == RANKING else chosen)

    def longest(self, question: Question) -> int:
        """Return the length of the longest choice, so that ballots can be padded to one size."""
        return ballots.longest(question, self.ballot)

    def tally(self, question: Question, choices: Iterable[str], *, board_sha256: str) -> Tally:
        """Count the choices on a board."""
        outcome = self._module.count(asdict(question), list(choices), board_sha256)
        return Tally.of(question.no, outcome)


def discover(path: Iterable[str] = __path__) -> Iterator[Method]:
    """Return the methods whose modules are there."""
    for found in pkgutil.iter_modules(path):
        yield Method(cast(_Module, import_module(f"{__name__}.{found.name}")))


METHODS: dict[str, Method] = {method.name: method for method in discover()}


def method_of(question: Question) -> Method:
    return METHODS[question.method]
