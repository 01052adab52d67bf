"""Codes that people copy: eight figures of a mail, spare codes kept on paper."""

import hmac
import re
import secrets
from hashlib import sha256

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


def sealed_spare_code(code: str, key: str) -> str:
    """Return what is kept of a spare code, however it was typed."""
    plain = re.sub(r"[^a-z0-9]", "", code.lower())
    return hmac.new(key.encode(), f"spare code:{plain}".encode(), sha256).hexdigest()
