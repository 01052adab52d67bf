"""Codes that people copy from a mail: eight figures, in two groups."""

import re
import secrets

_LENGTH = 8


def new_code() -> str:
    """Return a code nobody can foresee."""
    return f"{secrets.randbelow(10**_LENGTH):0{_LENGTH}d}"


def shown_code(code: str) -> str:
    """Return a code as it is easiest to read and copy."""
    return f"{code[: _LENGTH // 2]} {code[_LENGTH // 2 :]}"


def plain_code(typed: str) -> str:
    """Return a code as it was made, however it was typed."""
    return re.sub(r"[\s.\-\u2013]", "", typed)
