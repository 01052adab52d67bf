"""The files themselves, in the data folder, named by the hash of what they hold."""

import os
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from flask import current_app
from sqlalchemy import or_, select

from auriga_web.core.attachments.models import Attachment
from auriga_web.core.database import db
from auriga_web.core.job_queue.queue import every

# A file comes before the row that names it: what no row names is left this long.
ROW_FOLLOWS_WITHIN = timedelta(hours=1)


def write(content: bytes) -> str:
    """Keep these bytes, durably, and return the name they have; the same bytes are kept once."""
    name = sha256(content).hexdigest()
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, written = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # Also when it is there: its age begins again, so that the sweep leaves it to its new row.
        Path(written).replace(path)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return name


def read(name: str) -> bytes | None:
    """Return the bytes of this name, or None if they are gone."""
    try:
        return path_of(name).read_bytes()
    except FileNotFoundError:
        return None


def path_of(name: str) -> Path:
    """Return where the file of this name is, or would be."""
    return folder() / name[:2] / name


def folder() -> Path:
    """Return the folder that holds all of them."""
    data: Path = current_app.config["DATA"]
    return data / "attachments"


@every(seconds=1800, name="attachments.forget")
def forget_what_no_row_names(now: datetime) -> None:
    """Delete the files whose rows are gone, or whose request came to nothing."""
    latest = (now - ROW_FOLLOWS_WITHIN).timestamp()
    for part in folder().glob("*"):
        old = {path.name: path for path in part.iterdir() if path.stat().st_mtime < latest}
        for name in old.keys() - _named(old):
            old[name].unlink(missing_ok=True)


def _named(names: Iterable[str]) -> set[str]:
    columns = Attachment.sha256, Attachment.thumbnail_sha256
    rows = db.session.execute(
        select(*columns).where(or_(*(column.in_(list(names)) for column in columns)))
    )
    return {name for row in rows for name in row if name is not None}


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
