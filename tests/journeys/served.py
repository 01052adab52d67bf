"""The real application with its worker, served by `auriga` in a process of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from tests.ports import free_port

WAIT_SECONDS = 120
_COMMAND = [sys.executable, "-m", "auriga_web.cli"]


class Served:
    """The application at `url`, with its data in a folder that nothing else uses."""

    # What serves; the demo is there already, so this only starts.
    command = ("demo", "--serve")

    def __init__(self, data: Path, mail_port: int) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock_offset = timedelta()
        self._mail_port = mail_port
        self._log = data.with_name(f"{data.name}.log")
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        """Run an `auriga` command on this data to its end, and return what it printed."""
        finished = subprocess.run(
            [*_COMMAND, *arguments],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    def start(self) -> None:
        """Serve, and return when the first page answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*_COMMAND, *self.command],
                env=self._environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self.log()
            try:
                with urllib.request.urlopen(f"{self.url}/static/css/auriga.css", timeout=10):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"nothing answered at {self.url}: {self.log()}")

    def stop(self) -> None:
        """Stop serving as a machine does that is shut down properly."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def move_time(self, by: timedelta) -> None:
        """Let time pass: the application comes back with its clock moved, as only tests can."""
        self.stop()
        self.clock_offset += by
        self.start()

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """Look into the database, or prepare in it what a journey cannot wait for."""
        with closing(sqlite3.connect(self.data / "auriga.db", timeout=10)) as connection:
            yield connection

    def log(self) -> str:
        """Return all that was printed while serving."""
        return self._log.read_text(errors="replace")

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.data),
            "LANG": "C.UTF-8",
            "AURIGA_DATA": str(self.data),
            "AURIGA_TESTING": "1",
            "AURIGA_CLOCK_OFFSET": str(self.clock_offset.total_seconds()),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(self._mail_port),
        }
