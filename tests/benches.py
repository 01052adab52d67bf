"""A subject that only tests know: a bench, which its gate opens and closes."""

from dataclasses import dataclass, field

import pytest

from auriga_web.core import access
from auriga_web.core.access import Actor


@dataclass
class Benches:
    """A gate whose answers a test may change."""

    hidden: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    takes_stances: bool = False
    names: bool = True

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return subject_id not in self.hidden

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return subject_id not in self.closed

    def shows_names(self, subject_id: str) -> bool:
        return self.names

    def url(self, subject_id: str) -> str:
        return f"/panchine/{subject_id}"

    def title(self, subject_id: str) -> str:
        return f"Panchina {subject_id}"


@pytest.fixture(autouse=True)
def benches(monkeypatch) -> Benches:
    """Every bench can be seen and discussed, until a test says otherwise."""
    made = Benches()
    monkeypatch.setitem(access._gates.by_kind, "bench", made)
    return made
