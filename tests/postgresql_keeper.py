"""Run one PostgreSQL server until standard input ends; then stop it and remove its folder.

Started by tests/postgresql.py. PostgreSQL refuses to run as root: it may be run as somebody else.
Because it waits for its input to end, the server goes away even when the tests are killed.
"""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def main(binaries: Path, folder: Path, socket_number: str, who: str, settings: list[str]) -> None:
    """Make a cluster, serve it, say `ready`, wait, clean up."""
    as_user: dict[str, Any] = {}
    if who:
        user, group = map(int, who.split(":"))
        as_user = {"user": user, "group": group, "extra_groups": []}
    server = None
    try:
        _initialise(binaries, folder / "data", as_user)
        options = [part for setting in settings for part in ("-c", setting)]
        server = subprocess.Popen(
            [
                *(str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder)),
                *("-p", socket_number, *options),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("wb"),
            **as_user,
        )
        print(_wait_until_ready(server, folder, socket_number), flush=True)
        sys.stdin.buffer.read()
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(binaries: Path, data: Path, as_user: dict[str, Any]) -> None:
    """Make the cluster; characters are UTF-8 even where the C.UTF-8 locale is missing."""
    common = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "auriga",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
        finished = subprocess.run(
            [*common, "--no-sync", f"--locale={locale}"],
            capture_output=True,
            text=True,
            check=False,
            **as_user,
        )
        if finished.returncode == 0:
            return
        shutil.rmtree(data, ignore_errors=True)
    print(f"initdb failed: {finished.stderr.strip()}".replace("\n", " "), flush=True)
    sys.exit(1)


def _wait_until_ready(server: "subprocess.Popen[bytes]", folder: Path, socket_number: str) -> str:
    """Wait for the server's own word that it takes connections (the last line of its pid file)."""
    status = folder / "data" / "postmaster.pid"
    for _ in range(600):
        if server.poll() is not None:
            return "the server ended: " + (folder / "log").read_text()[-500:].replace("\n", " ")
        if (folder / f".s.PGSQL.{socket_number}").exists() and "ready" in status.read_text():
            return "ready"
        time.sleep(0.05)
    return "the server was not ready after 30 seconds"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:])
