"""What a count says of one question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

_OF_EVERY_COUNT = ("ballots", "counts", "winners", "tied")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The outcome of one question: ballots, counts per option, winners, ties that were cut.

    `explained` is what the method says beside, in plain JSON values.
    """

    question_no: int
    ballots: int
    counts: Mapping[int, int]
    winners: tuple[int, ...]
    tied: tuple[int, ...]
    explained: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, question_no: int, outcome: Mapping[str, Any]) -> Self:
        """Return the tally that a method's outcome states."""
        return cls(
            question_no=question_no,
            ballots=outcome["ballots"],
            counts={int(option): n for option, n in outcome["counts"].items()},
            winners=tuple(outcome["winners"]),
            tied=tuple(outcome["tied"]),
            explained={key: value for key, value in outcome.items() if key not in _OF_EVERY_COUNT},
        )

    def stated(self) -> dict[str, Any]:
        """Return the tally as it is published."""
        return {
            "question_no": self.question_no,
            "ballots": self.ballots,
            "counts": {str(no): n for no, n in self.counts.items()},
            "winners": list(self.winners),
            "tied": list(self.tied),
            **self.explained,
        }
