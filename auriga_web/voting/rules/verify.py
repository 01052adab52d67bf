"""Recount a published vote with nothing but Python: `python3 verify.py [folder] [hash]`.

Put `board.csv`, `result.json` and this file in one folder. If you received the hash of the board
by mail, give it as the second argument. It needs no network and no library.
"""

from __future__ import annotations

import hashlib
import json
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

# The rules of this vote, each word for word as the program counts it, by its name there.
SOURCES: dict[str, str] = {}

RULES = "auriga_web.voting.rules"

CODE_LETTERS = set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

# What files that somebody changed can lead to: words of another kind, a rule that is not there.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    ImportError,
    LookupError,
    StopIteration,
    TypeError,
    ValueError,
)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def published(result: Any) -> str:
    return json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def load_rules() -> None:
    """Make modules of the rules that this file carries: nothing of them is installed here."""
    for name, source in SOURCES.items():
        module = sys.modules[name] = ModuleType(name)
        package, _, last = name.rpartition(".")
        setattr(sys.modules.setdefault(package, ModuleType(package)), last, module)
        exec(compile(source, name, "exec"), module.__dict__)  # noqa: S102


def problems(board_text: str, result_text: str, expected_hash: str | None = None) -> list[str]:
    """Return what does not add up, as sentences; an empty list means that everything does."""
    found: list[str] = []
    try:
        result = json.loads(result_text)
        if published(result) != result_text:
            found.append("result.json is not written as it was published")
        closing = check_events(result, found)
        check_hashes(board_text, result, closing, expected_hash, found)
        check_count(board_text, result, closing, found)
    except UNREADABLE as problem:
        found.append(f"the files cannot be read: {type(problem).__name__} {problem}")
    return found


def check_events(result: Any, found: list[str]) -> Any:
    """Follow the chain of events and return what was stated at the close."""
    previous = sha256("poll|{}".format(result["poll"]))
    closing = None
    for place, event in enumerate(result["events"], start=1):
        body = {key: event[key] for key in ("seq", "kind", "at", "payload")}
        if set(event) != set(body) | {"prev_sha256", "sha256"} or event["seq"] != place:
            found.append(f"event {place} has a wrong place or shape")
        if event["prev_sha256"] != previous or event["sha256"] != sha256(
            previous + canonical(body)
        ):
            found.append(f"the chain of events breaks at event {place}")
        previous = event["sha256"]
        if event["kind"] == "closed":
            closing = event["payload"]
    if closing is None:
        raise ValueError("no closing among the events")
    return closing


def check_hashes(
    board_text: str, result: Any, closing: Any, expected_hash: str | None, found: list[str]
) -> None:
    board_hash = sha256(board_text)
    if board_hash != closing["board_sha256"]:
        found.append("board.csv does not have the hash stated at the close")
    if expected_hash and board_hash != expected_hash.strip().lower():
        found.append("board.csv does not have the hash you were given")
    if sha256(canonical(result["config"])) != closing["config_sha256"]:
        found.append("the configuration is not the one that was frozen")
    if sha256(canonical(result["outcome"])) != closing["outcome_sha256"]:
        found.append("the outcome is not the one stated at the close")
    if set(result) != {"format", "poll", "config", "outcome", "events"} or result["format"] != 1:
        found.append("result.json says more, or less, than a result")


def check_count(board_text: str, result: Any, closing: Any, found: list[str]) -> None:
    lines = board_text.split("\n")
    if lines.pop() != "" or lines != sorted(lines):
        found.append("the lines of board.csv are not in order")
    rows = [line.split(",") for line in lines]
    stated = {question["question_no"]: question for question in result["outcome"]["questions"]}
    for question in result["config"]["questions"]:
        number = question["no"]
        answers = {code: choice for no, code, choice in rows if int(no) == number}
        if len(answers) != sum(int(no) == number for no, _, _ in rows):
            found.append(f"question {number}: a code is there twice")
        if any(len(code) != 26 or set(code) - CODE_LETTERS for code in answers):
            found.append(f"question {number}: a code is not a code")
        if not len(answers) == stated[number]["ballots"] == closing["ballots"]:
            found.append(f"question {number}: the ballots are not as many as stated")
        if closing["board_mode"] == "code_only":
            if any(answers.values()):
                found.append(f"question {number}: a choice is on a board without choices")
            continue
        check_question(question, answers, stated[number], closing["board_sha256"], found)
    if {int(no) for no, _, _ in rows} - set(stated) or closing["ballots"] > closing["roll_size"]:
        found.append("the board says more than the vote asked")


def check_question(
    question: Any, answers: dict[str, str], stated: Any, board_hash: str, found: list[str]
) -> None:
    """Count the board again by the rule of the question, and compare all that is stated of it."""
    number = question["no"]
    rule: Any = import_module(f"{RULES}.methods.{question['method']}")
    is_valid = import_module(f"{RULES}.counting.ballots").is_valid
    for choice in answers.values():
        if not is_valid(question, rule.BALLOT, choice):
            found.append(f"question {number}: {choice} is not a valid choice")
            return
    counted = rule.count(question, sorted(answers.values()), board_hash)
    differing = {key for key in {*counted, *stated} if counted.get(key) != stated.get(key)}
    differing.discard("question_no")
    if "counts" in differing:
        found.append(f"question {number}: counting the board gives other numbers")
    if "winners" in differing:
        found.append(f"question {number}: the rule gives other winners")
    if differing - {"counts", "winners"}:
        found.append(f"question {number}: the rule explains its result otherwise")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else ".")
    board_text = (folder / "board.csv").read_bytes().decode("utf-8")
    result_text = (folder / "result.json").read_bytes().decode("utf-8")
    found = problems(board_text, result_text, arguments[1] if len(arguments) > 1 else None)
    for sentence in found:
        sys.stdout.write("NO  " + sentence + "\n")
    if not found:
        sys.stdout.write("OK  board, hash, count, rule and events agree" + "\n")
        sys.stdout.write("    hash of the board: " + sha256(board_text) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    load_rules()
    sys.exit(main(sys.argv[1:]))
