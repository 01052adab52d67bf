"""A happening, as it is handed to the job that tells people."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Audience(StrEnum):
    """Who is told: all who have to do with a thing, its author, or the persons that are named.

    `AROUND` is nobody but those who follow its area, its place or its organisation.
    """

    AROUND = "around"
    EVERYONE = "everyone"
    AUTHOR = "author"
    NAMED = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something to tell. `key` is the same however often it is told.

    `subject` is what the message links to, `around` the thing whose people are told: the subject
    itself, unless it says another. `comment_id` is the comment it is about, if any: should it be
    hidden before anybody is told, nobody is.
    """

    kind: str
    key: str
    subject: tuple[str, str]
    at: datetime
    audience: Audience
    around: tuple[str, str] | None = None
    actor_id: int | None = None
    person_ids: tuple[int, ...] = field(default=())
    body_id: int | None = None
    comment_id: int | None = None

    def as_arguments(self) -> dict[str, Any]:
        """Return what a job's row can hold."""
        return {**asdict(self), "at": self.at.isoformat()}

    @classmethod
    def from_arguments(cls, arguments: dict[str, Any]) -> "News":
        """Read it back from a job's row."""
        around = arguments.get("around")
        return cls(
            kind=arguments["kind"],
            key=arguments["key"],
            subject=(arguments["subject"][0], arguments["subject"][1]),
            at=datetime.fromisoformat(arguments["at"]),
            audience=Audience(arguments["audience"]),
            around=(around[0], around[1]) if around else None,
            actor_id=arguments.get("actor_id"),
            person_ids=tuple(arguments.get("person_ids", ())),
            body_id=arguments.get("body_id"),
            comment_id=arguments.get("comment_id"),
        )
