"""Write the parts of docs/ that come from the code: addresses and the data map. Run by `make docs`.

Addresses are written anew. In the data map, columns that are gone go, new ones come with empty
answers for a person to fill in, and what a person has answered stays.
"""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from auriga_web.app import create_app
from auriga_web.core.access import declared_access
from auriga_web.core.database import Base
from auriga_web.core.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
ADDRESSES = DOCS / "addresses.md"
DATA_MAP = DOCS / "data-map.csv"
DATA_MAP_HEAD = ("table", "column", "personal", "kept")

_ADDRESSES_HEAD = """# Addresses

Every address of the site, who may ask for it, and the view that answers. Public addresses are
permanent: one that must change leaves a redirect behind. In English each has `/en` before it.
Written by `make docs`.

| Address | Methods | Asks of who comes | View |
|---|---|---|---|
"""


def addresses(app: Flask) -> str:
    """Return the table of addresses as it belongs in docs/addresses.md."""
    rows = [
        (rule.rule, ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})), rule.endpoint)
        for rule in app.url_map.iter_rules()
    ]
    return _ADDRESSES_HEAD + "".join(
        f"| `{rule}` | {methods} | {declared_access(app, endpoint) or '?'} | `{endpoint}` |\n"
        for rule, methods, endpoint in sorted(rows)
    )


def columns() -> Iterator[tuple[str, str]]:
    """Return every column of every table, in order."""
    for table in sorted(Base.metadata.tables.values(), key=lambda table: table.name):
        for column in table.columns:
            yield table.name, column.name


def read_data_map() -> dict[tuple[str, str], tuple[str, str]]:
    """Return what is answered for each column: whether it is personal, and how long it is kept."""
    if not DATA_MAP.exists():
        return {}
    with DATA_MAP.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(row["table"], row["column"]): (row["personal"], row["kept"]) for row in rows}


def write_data_map() -> None:
    """Bring the rows of the data map up to date with the tables."""
    answered = read_data_map()
    with DATA_MAP.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(DATA_MAP_HEAD)
        writer.writerows((*key, *answered.get(key, ("", ""))) for key in columns())


def documented_application(data: Path) -> Flask:
    """Return an application whose routes and tables can be listed; it stores nothing."""
    return create_app(
        Settings(
            data=data,
            secret_key="only to list what there is, never to serve",
            identity_secret="only to list what there is, never to serve",
            database_url=f"sqlite:///{data}/unused.db",
            public_base_url="http://localhost",
            ballot_key_dir=data / "ballot_keys",
            testing=True,
        )
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        ADDRESSES.write_text(addresses(documented_application(Path(folder))), encoding="utf-8")
    write_data_map()
    print(f"Wrote {ADDRESSES.name} and {DATA_MAP.name} in {DOCS.name}/.")
