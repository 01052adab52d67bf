"""The files of a closed vote that anybody can download, and the chain of its events."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auriga_web.voting.rules.config import canonical, sha256

_VERIFIER = Path(__file__).with_name("verify.py")


@dataclass(frozen=True, kw_only=True)
class Link:
    """One event of the public chain of a vote."""

    seq: int
    kind: str
    at: str
    payload: Mapping[str, Any]
    prev_sha256: str
    sha256: str


def first_link(poll_id: int) -> str:
    """Return what the first event of a vote is chained to."""
    return sha256(f"poll|{poll_id}")


def link(prev_sha256: str, *, seq: int, kind: str, at: str, payload: Mapping[str, Any]) -> Link:
    """Return the next event of a chain, with its hash."""
    body = {"seq": seq, "kind": kind, "at": at, "payload": payload}
    return Link(
        seq=seq,
        kind=kind,
        at=at,
        payload=payload,
        prev_sha256=prev_sha256,
        sha256=sha256(prev_sha256 + canonical(body)),
    )


def result_text(
    *, poll_id: int, config: str, outcome: Mapping[str, Any], events: Sequence[Link]
) -> str:
    """Return `result.json`; it is written in one way only, so that a changed byte shows."""
    result = {
        "format": 1,
        "poll": poll_id,
        "config": json.loads(config),
        "outcome": outcome,
        "events": [vars(event) for event in events],
    }
    return json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def verifier_text() -> str:
    """Return the program published with each vote, as it stands here."""
    return _VERIFIER.read_text(encoding="utf-8")
