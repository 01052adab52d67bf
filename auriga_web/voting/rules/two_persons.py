"""When two persons have approved the same thing: two people, two roles."""

from collections.abc import Iterable
from typing import NamedTuple

_FACILITATOR = "facilitator"
_ADMINISTRATOR = "administrator"


class Approval(NamedTuple):
    """Who approved, and the roles they held then and hold still."""

    person_id: int
    roles: frozenset[str]


def is_complete(approvals: Iterable[Approval]) -> bool:
    """Tell whether a facilitator and an administrator, two different people, have approved."""
    given = list(approvals)
    return any(
        first.person_id != second.person_id
        and _FACILITATOR in first.roles
        and _ADMINISTRATOR in second.roles
        for first in given
        for second in given
    )
