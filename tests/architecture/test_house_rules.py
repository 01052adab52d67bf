"""House rules that reading the text can check, each with its reason."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.architecture.tree import CHECKOUT, PACKAGE, TESTS, kept_files, lines_of, place

pytestmark = pytest.mark.once

LONGEST_FILE = 300
# Tests are lists, which do not grow harder to read with their length; but they do to find.
LONGEST_TEST = 650
# Longer than the rest, each for a reason that is written in it.
# The first tables of a feature are one migration.
MAY_BE_LONG = {
    "migrations/versions/20261122_1000_needs_first_tables.py",
    "migrations/versions/20261124_1965_meetings_first_tables.py",
    "migrations/versions/20261122_1200_voting_first_tables.py",
}

FORBIDDEN_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager"}


@dataclass(frozen=True)
class Rule:
    """Something not to write, and why."""

    name: str
    pattern: str
    reason: str
    folder: str = "auriga_web"
    suffixes: tuple[str, ...] = (".py",)
    exempt: frozenset[str] = field(default_factory=frozenset)

    def files(self) -> list[Path]:
        root = CHECKOUT / self.folder
        return [
            path
            for path in kept_files()
            if path.is_relative_to(root)
            and path.suffix in self.suffixes
            and not any(place(path).startswith(start) for start in self.exempt)
        ]

    def broken_at(self) -> list[str]:
        pattern = re.compile(self.pattern)
        return [
            f"{place(path, number)}: {line.strip()}"
            for path in self.files()
            for number, line in lines_of(path)
            if pattern.search(line)
        ]


TEXTS = (".html", ".txt", ".svg", ".xml")
RULES = [
    Rule(
        "commit",
        r"session\.commit\(|\.session\.rollback\(",
        "the response decides the transaction (and the worker, for a job): features never commit",
        exempt=frozenset({"auriga_web/core/", "auriga_web/cli.py", "auriga_web/demo"}),
    ),
    Rule(
        "clock",
        r"datetime\.now\(|\.utcnow\(|date\.today\(|\btime\.time\(",
        "time is passed in; views take it from core.clock.now(), so that tests own it",
        exempt=frozenset({"auriga_web/core/clock.py"}),
    ),
    Rule(
        "legacy query",
        r"\b[A-Z]\w*\.query\b|\.query\.",
        "select() says what is read; Model.query hides it",
    ),
    Rule("backref", r"\bbackref\s*=", "a relation is written on both sides, where it is read"),
    Rule(
        "safe",
        r"\|\s*safe\b",
        "escaping is never switched off: core.markup.render returns Markup",
        folder="templates",
        suffixes=TEXTS,
    ),
    Rule(
        "offset",
        r"\.offset\(",
        "a deep page costs as much as all before it: paginate by key (core.keyset)",
    ),
    Rule(
        "text in pieces",
        r"""(\b_|gettext|ngettext)\(\s*f["']""",
        "an f-string is filled before it is looked up, so it is never translated",
    ),
    Rule(
        "inline style",
        r"""<style\b|\sstyle\s*=""",
        "the content security policy allows no inline style: write a class",
        folder="templates",
        suffixes=(".html",),
        # Mail programs ignore style sheets; css-inline writes the attributes when a mail is made.
        exempt=frozenset({"templates/layouts/mail"}),
    ),
    Rule(
        "inline script",
        r"""<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:|\shx-on|js:\{""",
        "the content security policy allows no inline script, handler or evaluated text",
        folder="templates",
        suffixes=TEXTS,
    ),
    Rule(
        "foreign address",
        r"""\s(src|srcset|action)\s*=\s*["']https?://|@import\s+url\(["']?https?:""",
        "a page asks nothing of anybody else",
        folder="templates",
        suffixes=TEXTS,
    ),
    Rule(
        "sleep",
        r"\btime\.sleep\(",
        "a test that sleeps is slow, and fails when the machine is slower: pass time in",
        folder="tests",
        exempt=frozenset({"tests/journeys/", "tests/postgresql_keeper.py", "tests/architecture/"}),
    ),
    Rule(
        "left for later",
        r"\b(TODO|FIXME|XXX)\b",
        "what is left for later is written down where work is planned",
        folder=".",
        suffixes=(".py", ".html", ".css", ".md", ".toml"),
        exempt=frozenset({"tests/architecture/test_house_rules.py", "static/vendor/"}),
    ),
    Rule(
        "machine",
        r"(?<![\w.])/(?:work|root|home/\w+|opt)/\w|pypi\.org|pythonhosted|npmjs\.(?:org|com)",
        "the tree names no machine and no registry: it works on everybody's",
        folder=".",
        suffixes=("", ".py", ".md", ".toml", ".in", ".lock", ".json", ".mjs", ".js", ".yml", ".sh"),
        exempt=frozenset({"tests/architecture/test_house_rules.py", "static/vendor/"}),
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_nobody_breaks_the_rule(rule):
    broken = rule.broken_at()

    assert not broken, f"{rule.reason}:\n" + "\n".join(broken)


def test_no_file_is_a_drawer():
    drawers = [place(path) for path in kept_files() if path.stem in FORBIDDEN_NAMES]

    assert not drawers, f"name a file after what it holds: {drawers}"


def test_no_file_is_too_long():
    long = {}
    for path in kept_files():
        if path.suffix == ".py" and place(path) not in MAY_BE_LONG:
            count = sum(1 for _ in lines_of(path))
            if count > (LONGEST_TEST if path.is_relative_to(TESTS) else LONGEST_FILE):
                long[place(path)] = count

    assert not long, f"past {LONGEST_FILE} lines a room becomes a folder: {long}"


def test_exceptions_to_the_length_are_still_needed():
    needless = [
        name for name in MAY_BE_LONG if sum(1 for _ in lines_of(CHECKOUT / name)) <= LONGEST_FILE
    ]

    assert not needless


def test_every_module_says_what_it_holds():
    silent = [
        place(path)
        for path in kept_files()
        if path.suffix == ".py"
        and path.is_relative_to(PACKAGE)
        and not path.read_text(encoding="utf-8").startswith(('"""', "#!"))
    ]

    assert not silent, f"a module begins with one line saying what a reader finds: {silent}"
