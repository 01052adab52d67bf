"""What can be searched for, named by the features that put it into the index."""

from collections.abc import Sequence
from dataclasses import dataclass

_kinds: dict[str, "SearchedKind"] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedKind:
    """A kind of thing: how addresses name it, many of it and one of it; texts may be lazy."""

    # Where it stands among the others.
    place: int
    kind: str
    slug: str
    many: object
    one: object


def register_searched(kind: SearchedKind) -> None:
    """Let search offer this kind of thing."""
    _kinds[kind.kind] = kind


def searched_kinds() -> Sequence[SearchedKind]:
    """Return every kind that can be searched for, in the order they are offered."""
    return sorted(_kinds.values(), key=lambda kind: kind.place)
