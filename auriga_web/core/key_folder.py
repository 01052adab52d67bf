"""Where the keys of the ballot boxes lie: outside the database and its backups."""

import stat
from pathlib import Path

from flask import current_app


class KeyFolderIsOpen(Exception):
    """Others than the application may look into the folder of the keys."""


def ballot_key_folder() -> Path:
    """Return the folder of the keys, made if it is not there.

    :raises KeyFolderIsOpen: if anybody but its owner may look into it.
    """
    folder = Path(current_app.config["BALLOT_KEY_DIR"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFolderIsOpen(f"{folder} can be read by others: chmod 700.")
    return folder
