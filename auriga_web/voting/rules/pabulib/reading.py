"""Reading a `.pb` file, forgiving in form and strict in meaning."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from auriga_web.voting.rules.counting.election import POINTS, Election, Group

_SECTIONS = ("meta", "projects", "votes")
_NOTHING = ("", "none", "null")
# Kinds of ballots in which points, if there are any, are not what was voted.
_WITHOUT_POINTS = ("approval", "choose-1", "ordinal")
_A_NUMBER = re.compile(r"\+?\d{1,18}(\.\d{0,18})?(e\+?\d)?", re.ASCII | re.IGNORECASE)


class BadFile(Exception):
    """What was given is not an election; the message says where and why."""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A line of PROJECTS; `fields` are its columns as they are written."""

    id: str
    name: str
    cost: Fraction
    fields: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What one voter marked: projects, and the points of each where points were given."""

    projects: tuple[str, ...]
    points: tuple[Fraction, ...] | None


@dataclass(frozen=True, kw_only=True)
class PbFile:
    """An election as its file states it; identical ballots are together."""

    meta: Mapping[str, str]
    budget: Fraction
    projects: Sequence[Project]
    ballots: Mapping[Ballot, int]

    @property
    def voters(self) -> int:
        return sum(self.ballots.values())

    @property
    def has_points(self) -> bool:
        return any(ballot.points is not None for ballot in self.ballots)


def decoded(content: bytes) -> str:
    """Return the text of a file.

    :raises BadFile: if it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadFile(f"it is not UTF-8 text (byte {problem.start})") from problem


def read(text: str) -> PbFile:
    """Return the election that a text states.

    :raises BadFile: if something that counts is missing or cannot be understood.
    """
    sections = _sections(text)
    meta = {
        row[0].strip().lower(): row[1].strip() for _, row in sections["meta"][1:] if len(row) > 1
    }
    projects = _projects(sections["projects"])
    return PbFile(
        meta=meta,
        budget=_number(meta.get("budget", ""), "the budget in META"),
        projects=projects,
        ballots=_ballots(
            sections["votes"],
            {project.id for project in projects},
            with_points=meta.get("vote_type", "").lower() not in _WITHOUT_POINTS,
        ),
    )


def election_of(file: PbFile, utility: str, *, by_name_alone: bool = False) -> Election:
    """Return a file as the rules count it; ties go to the lower cost, then by the id as text.

    :raises BadFile: if the points are to be counted and there are none.
    """
    if utility == POINTS and not file.has_points:
        raise BadFile("its ballots have no points")
    unit = lcm(file.budget.denominator, *(p.cost.denominator for p in file.projects))
    grain = lcm(*(n.denominator for ballot in file.ballots for n in ballot.points or ()))
    numbers = {project.id: number for number, project in enumerate(file.projects)}
    order = sorted(file.projects, key=lambda p: (Fraction(0) if by_name_alone else p.cost, p.id))
    places = {project.id: place for place, project in enumerate(order)}
    return Election(
        budget=int(file.budget * unit),
        costs=tuple(int(project.cost * unit) for project in file.projects),
        places=tuple(places[project.id] for project in file.projects),
        groups=[
            Group(
                tuple(numbers[id_] for id_ in ballot.projects),
                (1,) * len(ballot.projects)
                if ballot.points is None
                else tuple(int(points * grain) for points in ballot.points),
                people,
            )
            for ballot, people in file.ballots.items()
            if ballot.projects
        ],
        voters=file.voters,
        unit=unit,
    )


_Row = tuple[int, list[str]]


def _sections(text: str) -> Mapping[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    current: list[_Row] | None = None
    for line, row in _rows(text):
        title = row[0].strip().lower()
        if title in _SECTIONS and not any(cell.strip() for cell in row[1:]):
            if title in found:
                raise BadFile(f"line {line}: there are two sections {title.upper()}")
            current = found.setdefault(title, [])
        elif current is None:
            raise BadFile(f"line {line}: META should come first")
        else:
            current.append((line, row))
    for title in _SECTIONS:
        if not found.get(title):
            raise BadFile(f"there is no section {title.upper()}")
    return found


def _rows(text: str) -> Iterator[_Row]:
    reader = csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=";")
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as problem:
        raise BadFile(f"line {reader.line_num}: {problem}") from problem


def _projects(rows: Sequence[_Row]) -> Sequence[Project]:
    heading = _heading(rows[0], "PROJECTS", "cost")
    id_at = heading.get("project_id", 0)
    found: dict[str, Project] = {}
    for line, row in rows[1:]:
        fields = {name: cell for name, at in heading.items() if (cell := _cell(row, at))}
        id_ = _cell(row, id_at)
        if not id_:
            raise BadFile(f"line {line}: a project without an id")
        if id_ in found:
            raise BadFile(f"line {line}: project {id_} is there twice")
        found[id_] = Project(
            id=id_,
            name=fields.get("name", id_),
            cost=_number(fields.get("cost", ""), f"line {line}: the cost of project {id_}"),
            fields=fields,
        )
    if not found:
        raise BadFile("there is no project")
    return tuple(found.values())


def _ballots(rows: Sequence[_Row], ids: set[str], *, with_points: bool) -> Mapping[Ballot, int]:
    heading = _heading(rows[0], "VOTES", "vote")
    vote_at, points_at = heading["vote"], heading.get("points") if with_points else None
    lines: dict[tuple[str, str | None], int] = {}
    counts: Counter[tuple[str, str | None]] = Counter()
    for line, row in rows[1:]:
        written = (_cell(row, vote_at), None if points_at is None else _cell(row, points_at))
        lines.setdefault(written, line)
        counts[written] += 1
    found: Counter[Ballot] = Counter()
    for (vote, points), times in counts.items():
        found[_ballot(vote, points, ids, lines[vote, points])] += times
    return found


def _ballot(vote: str, points: str | None, ids: set[str], line: int) -> Ballot:
    chosen = [mark.strip() for mark in vote.split(",") if mark.strip()]
    for id_ in chosen:
        if id_ not in ids:
            raise BadFile(f"line {line}: the vote names project {id_}, which is not in PROJECTS")
    if points is None:
        return Ballot(projects=tuple(sorted(set(chosen))), points=None)
    if not points:
        return Ballot(projects=(), points=())
    given = [mark for mark in points.split(",") if mark.strip()]
    if len(given) != len(chosen):
        raise BadFile(f"line {line}: {len(chosen)} projects, but points for {len(given)}")
    by_id = {
        id_: _number(mark, f"line {line}: the points")
        for id_, mark in zip(chosen, given, strict=True)
    }
    marks = sorted(by_id.items())
    return Ballot(
        projects=tuple(id_ for id_, _ in marks), points=tuple(number for _, number in marks)
    )


def _heading(row: _Row, section: str, needed: str) -> Mapping[str, int]:
    heading: dict[str, int] = {}
    for at, name in enumerate(row[1]):
        heading.setdefault(name.strip().lower(), at)
    if needed not in heading:
        raise BadFile(f"line {row[0]}: {section} has no column “{needed}”")
    return heading


def _cell(row: Sequence[str], at: int) -> str:
    """Return what a cell says: nothing if the line is too short for it, or says so."""
    text = row[at].strip() if at < len(row) else ""
    return "" if text.lower() in _NOTHING else text


def _number(text: str, what: str) -> Fraction:
    """Return an amount; decimals follow a comma or a point, spaces may part thousands."""
    if not text.strip():
        raise BadFile(f"{what} is missing")
    plain = "".join(text.split()).replace(",", ".")
    if plain.startswith("-"):
        raise BadFile(f"{what} is below zero")
    if not _A_NUMBER.fullmatch(plain):
        raise BadFile(f"{what} is not a number: {text.strip()[:40]}")
    return Fraction(plain)
