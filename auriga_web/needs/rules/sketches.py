"""What is kept of a form that somebody is filling in. Pure."""

from datetime import timedelta
from typing import Any

SKETCH_KEPT = timedelta(days=7)
SKETCHED = frozenset(
    (
        "title body plain_summary service_area_id comune_id frazione target_groups speaks_for "
        "is_signed has_consented"
    ).split()
)
_LONGEST = 6_000
_MOST_CHOICES = 20


def fit_to_keep(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a need alone, none longer than it may be."""
    return {name: _cut(value) for name, value in fields.items() if name in SKETCHED}


def is_worth_keeping(fields: dict[str, Any]) -> bool:
    """Tell whether somebody has written anything yet."""
    return any(str(fields.get(name) or "").strip() for name in ("title", "body", "plain_summary"))


def _cut(value: Any) -> Any:
    if isinstance(value, list):
        return [str(one)[:_LONGEST] for one in value[:_MOST_CHOICES]]
    return str(value)[:_LONGEST]
