"""The configuration of a vote as it is frozen: questions, options, rule; canonical and hashed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

# The published order of the tie-break, part of what is frozen.
TIE_BREAK = ("lower cost", "lot drawn from the hash of the board")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing that can be chosen; bound to a frozen text by its hash, or a plain text."""

    no: int
    title: str
    summary: str
    cost_cents: int
    initiative_id: int | None
    version_no: int | None
    text_sha256: str | None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a vote with its method and its limits."""

    no: int
    text: str
    method: str
    minimum: int
    maximum: int
    winners: int
    options: tuple[Option, ...]
    # How many points a voter shares out, where there are points.
    points: int | None = None
    # What there is to spend, where options cost money and a rule shares it out.
    budget_cents: int | None = None
    # Groups of options of which one at most can be done.
    incompatible: tuple[tuple[int, ...], ...] = ()

    @property
    def option_nos(self) -> tuple[int, ...]:
        return tuple(option.no for option in self.options)


@dataclass(frozen=True, kw_only=True)
class Config:
    """All that decides the outcome of a vote, fixed before it opens."""

    title: str
    effect: str
    territory: str
    opens_at: str
    closes_at: str
    questions: tuple[Question, ...]
    electorate: str = "lives"
    # The lowest age band of those it asks; empty asks everybody from 14 on.
    youngest: str = ""
    takes_paper: bool = False
    tie_break: tuple[str, ...] = TIE_BREAK

    def question(self, no: int) -> Question:
        return next(question for question in self.questions if question.no == no)


def canonical(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, plain UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def to_json(config: Config) -> str:
    return canonical(asdict(config))


@lru_cache(maxsize=64)
def from_json(text: str) -> Config:
    """Return the configuration that a text says; a frozen one is read once per process."""
    read = json.loads(text)
    questions = tuple(_question(question) for question in read.pop("questions"))
    return Config(**{**read, "questions": questions, "tie_break": tuple(read["tie_break"])})


def _question(read: Mapping[str, Any]) -> Question:
    return Question(
        **{
            **read,
            "options": tuple(Option(**option) for option in read["options"]),
            "incompatible": tuple(map(tuple, read.get("incompatible", ()))),
        }
    )


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def initiative_ids(config: Config) -> tuple[int, ...]:
    """Return the initiatives that options are bound to, each once, in order."""
    found = {
        option.initiative_id
        for question in config.questions
        for option in question.options
        if option.initiative_id is not None
    }
    return tuple(sorted(found))
