"""The wheel, built from the sdist and installed in a bare environment, serves pages."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import CHECKOUT
from tests.ports import free_port

# One worker does both: the wheel is built once.
pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("wheel")]

WAIT_SECONDS = 240


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, made as a release makes it: the sdist first, then the wheel from it."""
    made = tmp_path_factory.mktemp("dist")
    # The build backend is in our own environment already.
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made), str(CHECKOUT)],
        check=True,
        capture_output=True,
        text=True,
    )
    return next(made.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """A new environment with what the lock names and the wheel: no checkout, no tools."""
    folder = tmp_path_factory.mktemp("bare") / "venv"
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    python = str(folder / "bin" / "python")
    for arguments in (
        ["venv", "--quiet", "--python", sys.executable, str(folder)],
        ["pip", "sync", "--quiet", "--python", python, str(CHECKOUT / "requirements.lock")],
        ["pip", "install", "--quiet", "--no-deps", "--offline", "--python", python, str(wheel)],
    ):
        subprocess.run([uv, *arguments], check=True, capture_output=True, text=True)
    return folder


def test_carries_what_stands_beside_the_package(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())

    for folder in ("templates", "static", "migrations", "translations"):
        kept = subprocess.run(
            ["git", "ls-files", folder], cwd=CHECKOUT, capture_output=True, text=True, check=True
        ).stdout.split()
        assert kept, folder
        assert {f"auriga_web/{name}" for name in kept} <= names


def test_starts_and_serves(environment, tmp_path):
    port = free_port()
    variables = {
        "PATH": os.defpath,
        "HOME": str(tmp_path),
        "AURIGA_DATA": str(tmp_path / "data"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    auriga = str(environment / "bin" / "auriga")
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen(
        [auriga, "demo", "--serve"], cwd=tmp_path, env=variables, stdout=log, stderr=log
    )
    try:
        home = _wait_for(f"http://127.0.0.1:{port}/", server, tmp_path / "log")
        sheet = _get(f"http://127.0.0.1:{port}/static/css/auriga.css")
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()

    assert "Che cosa manca dove vivi?" in home
    assert "font-face" in sheet


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        try:
            return _get(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"nothing answered at {url}: {log.read_text()}")


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        text: str = answer.read().decode()
        return text
