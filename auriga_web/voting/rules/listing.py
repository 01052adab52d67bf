"""Reading a list of those who can vote: an address or a fiscal code per line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from auriga_web.accounts.rules import NotAnIdentity, fiscal_code_text
from auriga_web.core.language import gettext as _

MOST_LINES = 5_000
_HEADINGS = frozenset({"email", "e-mail", "mail", "codice fiscale", "fiscal code", "cf"})


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """One line: an address, or an identity as verifications keep it, or what is wrong with it."""

    number: int
    shown: str
    email: str = ""
    identity: str = ""
    problem: str = ""


def read_list(text: str) -> list[ListLine]:
    """Return the lines of a list, without its heading and its empty lines."""
    lines: list[ListLine] = []
    seen: set[str] = set()
    for number, cell in _cells(text):
        line = _line(number, cell)
        key = line.email or line.identity
        if key and key in seen:
            line = _wrong(number, cell, _("It is there twice."))
        seen.add(key)
        lines.append(line)
        if len(lines) == MOST_LINES:
            break
    return lines


def _cells(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        delimiter = ";" if ";" in line else ","
        filled = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
        filled = [cell for cell in filled if cell]
        if not filled or any(cell.lower() in _HEADINGS for cell in filled):
            continue
        # Names and other columns may stand beside: the first that looks like a key is the key.
        yield number, next((cell for cell in filled if _looks_like_key(cell)), filled[0])


def _looks_like_key(cell: str) -> bool:
    return "@" in cell or (len(cell) == 16 and cell.isalnum())


def _line(number: int, cell: str) -> ListLine:
    if "@" in cell:
        return ListLine(number=number, shown=cell[:80], email=cell.lower())
    try:
        identity = fiscal_code_text(cell)
    except NotAnIdentity:
        return _wrong(number, cell, _("This is neither an address nor a fiscal code."))
    return ListLine(number=number, shown=_shortened(cell), identity=identity)


def _wrong(number: int, cell: str, problem: str) -> ListLine:
    return ListLine(number=number, shown=_shortened(cell), problem=problem)


def _shortened(cell: str) -> str:
    # A fiscal code is not shown whole on any page.
    return cell[:80] if "@" in cell else f"{cell[:4]}…"
