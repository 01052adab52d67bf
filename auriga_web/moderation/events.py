"""What happens in moderation, for those above to hear."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Reported:
    """Somebody says that something is wrong with a thing."""

    report_id: int
    subject_kind: str
    subject_id: str
    reporter_id: int | None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Moderators decided; `author_id` is told why, with a link to `/moderazione/decisioni/<id>`."""

    decision_id: int
    subject_kind: str
    subject_id: str
    verdict: str
    author_id: int | None
    reporter_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Appealed:
    """Somebody asks that another person looks at a decision."""

    appeal_id: int
    decision_id: int
    appellant_id: int | None


@dataclass(frozen=True, kw_only=True)
class AppealDecided:
    """Another person confirmed or reversed a decision."""

    appeal_id: int
    decision_id: int
    outcome: str
    appellant_id: int | None
    author_id: int | None
