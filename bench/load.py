"""Sending requests as fast as they are answered, over connections that stay open."""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True)
class Result:
    """What was measured; times in milliseconds."""

    requests: int
    seconds: float
    times: Sequence[float]
    statuses: dict[int, int]
    body_bytes: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        """Return the time within which this share of the requests was answered."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def get(path: str, *, cookie: str = "", accept: str = "gzip") -> bytes:
    """Return the bytes of a GET request."""
    return _request("GET", path, cookie, [f"Accept-Encoding: {accept}"], b"")


def post(path: str, form: str, *, cookie: str) -> bytes:
    """Return the bytes of a POST request with a form."""
    body = form.encode()
    more = ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    # As the pages send it: with htmx, which asks for the part that changes.
    more.append("HX-Request: true")
    return _request("POST", path, cookie, more, body)


def run(
    port: int,
    make: Callable[[int], bytes],
    *,
    connections: int,
    seconds: float,
    at_most: int | None = None,
) -> Result:
    """Send `make(n)` for n = 0, 1, 2 … over so many connections, until time or count runs out."""
    numbers = count()
    lock = threading.Lock()
    times: list[float] = []
    statuses: dict[int, int] = {}
    sizes: list[int] = []
    started = time.perf_counter()

    def work() -> None:
        mine: list[float] = []
        connection = _Connection(port)
        while time.perf_counter() - started < seconds:
            number = next(numbers)
            if at_most is not None and number >= at_most:
                break
            begun = time.perf_counter()
            status, size = connection.ask(make(number))
            mine.append((time.perf_counter() - begun) * 1000)
            with lock:
                statuses[status] = statuses.get(status, 0) + 1
                sizes.append(size)
        connection.close()
        with lock:
            times.extend(mine)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - started
    return Result(len(times), spent, times, statuses, max(sizes, default=0))


def _request(method: str, path: str, cookie: str, more: list[str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *more]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class _Connection:
    def __init__(self, port: int) -> None:
        self._port = port
        self._open()

    def _open(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self._socket.close()

    def ask(self, request: bytes) -> tuple[int, int]:
        try:
            self._socket.sendall(request)
            return self._read()
        except (ConnectionError, ValueError):
            self._socket.close()
            self._open()
            self._socket.sendall(request)
            return self._read()

    def _read(self) -> tuple[int, int]:
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            chunk = self._socket.recv(65536)
            if not chunk:
                raise ConnectionError("closed")
            data += chunk
        head = data[:end].decode("latin-1")
        status = int(head.split(" ", 2)[1])
        length = 0
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "content-length":
                length = int(value)
        have = len(data) - end - 4
        while have < length:
            chunk = self._socket.recv(min(1 << 20, length - have))
            if not chunk:
                raise ConnectionError("closed")
            have += len(chunk)
        return status, length
