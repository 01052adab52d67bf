"""How a name is written in an address."""

import re
import unicodedata


def slug_of(name: str) -> str:
    """Return a name as addresses write it: "Città di Castello" is "citta-di-castello"."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
