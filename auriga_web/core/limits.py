"""How often something may be tried: counted in the database, shared by every process.

Each count is written in a short transaction of its own before the request writes anything, or it
would be undone with the refusal that it counts. Keys are hashed: no address is kept.
"""

import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter, RateLimitExceeded
from limits.storage import Storage
from sqlalchemy import String, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import TooManyRequests

from auriga_web.core import clock
from auriga_web.core.database import Base, db, is_postgresql, ping, short_transaction
from auriga_web.core.errors import refuse
from auriga_web.core.job_queue.queue import every

FREE_FAILURES = 5
FAILURE_WINDOW = timedelta(minutes=15)
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(minutes=15)


class LimitCount(Base):
    """How often something was tried under a key since its window opened."""

    __tablename__ = "limit_count"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    hits: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    # Until when nothing under this key is even tried.
    held_until: Mapped[datetime | None]


class DatabaseStorage(Storage):
    """Keeps Flask-Limiter's counts in our own table."""

    STORAGE_SCHEME = ["auriga"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return OperationalError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        with short_transaction():
            return _add(key, timedelta(seconds=expiry), clock.now(), amount)

    def get(self, key: str) -> int:
        return (
            db.session.scalar(
                select(LimitCount.hits).where(
                    LimitCount.key == _hashed(key), LimitCount.expires_at > clock.now()
                )
            )
            or 0
        )

    def get_expiry(self, key: str) -> float:
        expires_at = db.session.scalar(
            select(LimitCount.expires_at).where(LimitCount.key == _hashed(key))
        )
        return (expires_at or clock.now()).timestamp()

    def check(self) -> bool:
        ping()
        return True

    def reset(self) -> int | None:
        return None

    def clear(self, key: str) -> None:
        with short_transaction():
            db.session.execute(delete(LimitCount).where(LimitCount.key == _hashed(key)))


def _from_where() -> str:
    return request.remote_addr or "nowhere"


limiter = Limiter(key_func=_from_where, storage_uri="auriga://", strategy="fixed-window")


def limit(limits: str, *, per: Callable[[], str] = _from_where, scope: str | None = None) -> Any:
    """Decorate a view: its POSTs beyond `limits` ("5 per hour") answer 429 and `Retry-After`.

    `per` tells whom to count for; without it, the machine the request comes from.
    """
    if scope is None:
        return limiter.limit(limits, key_func=per, methods=["POST"])
    return limiter.shared_limit(limits, scope, key_func=per, methods=["POST"])


def is_within(name: str, limit: timedelta, most: int, now: datetime, who: str = "") -> bool:
    """Count one more `name` by `who`, and tell whether it is still within `most` per `limit`."""
    with short_transaction():
        return _add(f"{name}:{who}", limit, now) <= most


def check_pause(name: str, who: str, now: datetime) -> None:
    """Refuse while somebody has to wait after too many failures.

    :raises TooManyRequests: until the pause is over.
    """
    held_until = db.session.scalar(
        select(LimitCount.held_until).where(LimitCount.key == _hashed(f"{name}:{who}"))
    )
    if held_until is not None and held_until > now:
        raise TooManyRequests(retry_after=int((held_until - now).total_seconds()) + 1)


def note_failure(name: str, who: str, now: datetime) -> None:
    """Count a failure; after a few, each asks for a longer pause, and none for ever."""
    key = f"{name}:{who}"
    with short_transaction():
        failures = _add(key, FAILURE_WINDOW, now)
        if failures < FREE_FAILURES:
            return
        pause = pause_after(failures)
        db.session.execute(
            update(LimitCount)
            .where(LimitCount.key == _hashed(key))
            .values(held_until=now + pause, expires_at=now + pause + FAILURE_WINDOW)
        )


def forget_failures(name: str, who: str) -> None:
    """Begin anew, in the present transaction: who failed has succeeded."""
    db.session.execute(delete(LimitCount).where(LimitCount.key == _hashed(f"{name}:{who}")))


def pause_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures: 30 seconds, doubled up to 15 minutes."""
    if failures < FREE_FAILURES:
        return timedelta()
    doublings = min(failures - FREE_FAILURES, 10)
    return min(_FIRST_PAUSE * (1 << doublings), _LONGEST_PAUSE)


def init_app(app: Flask) -> None:
    """Let routes be limited."""
    limiter.init_app(app)

    @app.errorhandler(RateLimitExceeded)
    def _too_many(_problem: RateLimitExceeded) -> Response:
        reached = limiter.current_limit
        ends_at = reached.reset_at if reached is not None else 0
        pause = max(1, ends_at - int(clock.now().timestamp()))
        return refuse(429, "", **{"Retry-After": str(pause)})


@every(seconds=3600, name="limits.forget")
def forget_what_is_over(now: datetime) -> None:
    """Drop the counts whose window is closed."""
    if db.session.scalar(select(LimitCount.key).where(LimitCount.expires_at < now).limit(1)):
        db.session.execute(delete(LimitCount).where(LimitCount.expires_at < now))


def _add(key: str, window: timedelta, now: datetime, amount: int = 1) -> int:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    statement = insert(LimitCount).values(
        key=_hashed(key), hits=amount, expires_at=now + window, held_until=None
    )
    is_over = LimitCount.expires_at <= now
    counted = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "hits": case((is_over, amount), else_=LimitCount.hits + amount),
            "expires_at": case((is_over, now + window), else_=LimitCount.expires_at),
            "held_until": case((is_over, None), else_=LimitCount.held_until),
        },
    ).returning(LimitCount.hits)
    return int(db.session.execute(counted).scalar_one())


def _hashed(key: str) -> str:
    secret: str = current_app.config["SECRET_KEY"]
    name = key.split(":", 1)[0][:80]
    return f"{name}:{hmac.new(secret.encode(), key.encode(), sha256).hexdigest()}"
