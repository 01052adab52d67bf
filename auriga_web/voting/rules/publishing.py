"""The files of a closed vote that anybody can download, and the chain of its events."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auriga_web.voting.rules.config import canonical, sha256

_RULES = Path(__file__).parent
_PACKAGE = __name__.rpartition(".")[0]
_IMPORTED = re.compile(rf"^from {re.escape(_PACKAGE)}(\S*) import (.+?)$", re.MULTILINE)
_NO_SOURCES = "SOURCES: dict[str, str] = {}\n"


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


def verifier_text(methods: Iterable[str]) -> str:
    """Return the program published with a vote, with the rules of its questions in it."""
    sources: dict[str, str] = {}
    for method in sorted(set(methods)):
        _add_source(f"methods.{method}", sources)
    _add_source("counting.ballots", sources)
    carried = "".join(
        f"    \"{_PACKAGE}.{name}\": r'''{source}''',\n" for name, source in sources.items()
    )
    program = (_RULES / "verify.py").read_text(encoding="utf-8")
    return program.replace(_NO_SOURCES, f"SOURCES: dict[str, str] = {{\n{carried}}}\n", 1)


def _add_source(name: str, sources: dict[str, str]) -> None:
    """Add a module after those that it imports."""
    source = _RULES.joinpath(*name.split(".")).with_suffix(".py").read_text(encoding="utf-8")
    for imported in _IMPORTED.finditer(source):
        package, names = imported.group(1).lstrip("."), imported.group(2)
        modules = [package]
        if (_RULES / package.replace(".", "/")).is_dir():
            modules = [f"{package}.{one.strip()}" for one in names.split(",")]
        for module in modules:
            if module not in sources:
                _add_source(module, sources)
    sources[name] = source
