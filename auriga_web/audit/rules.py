"""How entries are chained. Pure: facts in, hash out."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64


def entry_hash(
    *,
    previous: str,
    entry_id: int,
    at: datetime,
    person_id: int | None,
    body_id: int | None,
    operator_id: int | None,
    channel: str,
    action: str,
    subject_kind: str,
    subject_id: str,
    details: dict[str, Any],
) -> str:
    """Return the SHA-256 (hex) of an entry together with the hash of the one before it."""
    parts = [
        previous,
        entry_id,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        person_id,
        body_id,
        operator_id,
        channel,
        action,
        subject_kind,
        subject_id,
        details,
    ]
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()
