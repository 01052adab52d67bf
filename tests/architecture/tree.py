"""The files of the project, as the architecture tests read them."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PACKAGE = CHECKOUT / "auriga_web"
TEMPLATES = CHECKOUT / "templates"
TESTS = CHECKOUT / "tests"

NOT_FEATURES = {"core"}


def features() -> set[str]:
    """Return the names of the features: the folders of the package, but the ground."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders - NOT_FEATURES


@cache
def kept_files() -> tuple[Path, ...]:
    """Return what git keeps or would keep: nothing that is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (CHECKOUT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted({path for path in paths if path.is_file()}))


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Number the lines of a text file from one; a file that is not text has none."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    yield from enumerate(text.splitlines(), start=1)


def place(path: Path, number: int | None = None) -> str:
    """Say where something is, as one would type it."""
    name = str(path.relative_to(CHECKOUT))
    return name if number is None else f"{name}:{number}"
