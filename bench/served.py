"""An installation to measure: filled by `auriga demo`, served by `auriga serve`."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from auriga_web.app import create_app
from auriga_web.core.database import close_connections
from auriga_web.core.settings import from_environment

WORKERS = 2
_TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"|"X-CSRFToken": "([^"]+)"')


class Installation:
    """A data folder and a database of its own, on a free port of the loopback interface."""

    def __init__(self, folder: Path, *, database_url: str | None) -> None:
        self.port = _free_port()
        self.environment = {
            **os.environ,
            "AURIGA_DATA": str(folder),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "SECRET_KEY": secrets.token_urlsafe(48),
        }
        if database_url is not None:
            self.environment["DATABASE_URL"] = (
                make_url(database_url)
                .set(drivername="postgresql")
                .render_as_string(hide_password=False)
            )

    def fill(self, size: str) -> float:
        """Write the demo of this size; return how many seconds it took."""
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "auriga_web.cli", "demo", "--size", size],
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        spent = time.perf_counter() - begun
        print(f"\nfilled with the demo of size {size} in {spent:.1f} s")
        return spent

    @contextmanager
    def serving(self) -> Iterator[int]:
        """Serve as `auriga serve` does; gives the process id."""
        command = [sys.executable, "-m", "auriga_web.cli", "serve", "--workers", str(WORKERS)]
        server = subprocess.Popen(command, env=self.environment)
        try:
            self.wait_for("/robots.txt")
            yield server.pid
        finally:
            server.terminate()
            server.wait(timeout=30)

    @contextmanager
    def application(self):
        """The application itself, in this process, on the same database."""
        app = create_app(from_environment(self.environment))
        with app.app_context():
            yield app
            close_connections()

    def cookies_for(self, names: Sequence[str]) -> list[str]:
        """Sign persons in, as if they had passed every step; return what their browsers send."""
        cookies = []
        with self.application() as app:
            for name in names:
                client = app.test_client()
                with client.session_transaction() as session:
                    session["_user_id"] = name
                    session["_fresh"] = True
                cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
                cookies.append(f"{cookie.key}={cookie.value}")
        return cookies

    def token_for(self, cookie: str, path: str) -> str:
        """Return the token that a page gives its forms for this browser."""
        request = urllib.request.Request(f"{self.url}{path}", headers={"Cookie": cookie})
        with urllib.request.urlopen(request, timeout=30) as answer:
            found = _TOKEN.search(answer.read())
        if found is None:
            raise LookupError(f"{path} has no form for who is signed in")
        return (found[1] or found[2]).decode()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_for(self, path: str) -> None:
        """Return when something answers at this path."""
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"{self.url}{path}", timeout=10).close()
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"nothing answers at {self.url}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
