"""Static files: addressed by their content, compressed once, served without touching Flask."""

import contextlib
import gzip
import shutil
import tempfile
from collections.abc import MutableMapping
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from auriga_web import paths
from auriga_web.core import clock, headers

_COMPRESSED = {".css", ".js", ".svg", ".json", ".webmanifest", ".txt"}
_YEAR = 31_536_000
_VERSIONS_KEPT = timedelta(days=30)


@cache
def asset(path: str) -> str:
    """Return the address of a static file; it changes when the file does.

    :raises FileNotFoundError: if there is no such file.
    """
    return f"/static/{path}?v={_fingerprint(paths.STATIC / path)}"


def init_app(app: Flask) -> None:
    """Serve `/static/`, from a compressed copy in the data folder where there is one."""
    app.jinja_env.globals["asset"] = asset
    is_secure = app.config["PUBLIC_BASE_URL"].startswith("https://")

    def add_headers(served: MutableMapping[str, str], _path: str, _url: str) -> None:
        headers.add_to(served, is_secure=is_secure)

    root = (
        compress(app.config["DATA"] / "static") if app.config["COMPRESS_STATIC"] else paths.STATIC
    )
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=root,
        prefix="static/",
        max_age=_YEAR,
        autorefresh=False,
        add_headers_function=add_headers,
    )


def compress(folder: Path) -> Path:
    """Copy the static files to a folder of this version with `.br` and `.gz` twins; return it.

    Several processes may do so at once, while one of an earlier version still serves its own.
    """
    files = sorted(path for path in paths.STATIC.rglob("*") if path.is_file())
    version = sha256("".join(map(_fingerprint, files)).encode()).hexdigest()[:16]
    ready = folder / version
    if ready.is_dir():
        return ready
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as making:
        copy = shutil.copytree(paths.STATIC, Path(making) / version)
        for path in copy.rglob("*"):
            if path.suffix in _COMPRESSED:
                content = path.read_bytes()
                path.with_name(path.name + ".br").write_bytes(brotli.compress(content, quality=9))
                path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9))
        # Another process may have been faster: what it made is the same.
        with contextlib.suppress(OSError):
            copy.rename(ready)
    _forget_old_versions(folder)
    return ready


def _forget_old_versions(folder: Path) -> None:
    long_ago = clock.now().timestamp() - _VERSIONS_KEPT.total_seconds()
    for version in folder.iterdir():
        if version.stat().st_mtime < long_ago:
            shutil.rmtree(version, ignore_errors=True)


@cache
def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]
