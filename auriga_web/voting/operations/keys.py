"""Making and destroying the keys of a vote."""

import os
import secrets
from pathlib import Path

from auriga_web.core.key_folder import KeyFolderIsOpen, ballot_key_folder
from auriga_web.voting.queries.keys import KeyMissing
from auriga_web.voting.rules import sealing


def make_keys() -> str:
    """Write a new pair of keys, for the box and for the roll, and return their name.

    :raises KeyMissing: if the folder is not safe or cannot be written.
    """
    name = secrets.token_hex(16)
    try:
        folder = ballot_key_folder()
        for kind in ("key", "roll"):
            _write(folder / f"{name}.{kind}", sealing.new_key())
        _sync(folder)
    except (OSError, KeyFolderIsOpen) as problem:
        raise KeyMissing(str(problem)) from problem
    return name


def put_back(name: str, key: bytes) -> None:
    """Write the key of a box that was lost and that its custodians gave back."""
    folder = ballot_key_folder()
    _write(folder / f"{name}.key", key)
    _sync(folder)


def destroy_key(name: str) -> bool:
    """Overwrite and remove the key of a box; the roll's stays, to check its commitment with.

    Returns whether there was one.
    """
    folder = ballot_key_folder()
    path = folder / f"{name}.key"
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return False
    path.unlink()
    _sync(folder)
    return True


def _write(path: Path, key: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
