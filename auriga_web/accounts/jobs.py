"""What the worker does about persons: forget what is over, and whoever asked for it."""

from datetime import datetime
from pathlib import Path

from flask import current_app

from auriga_web.accounts import operations
from auriga_web.core.job_queue.queue import every


@every(seconds=1800, name="accounts.forget")
def forget_expired(now: datetime) -> None:
    """Drop sessions and mailed links whose time has passed."""
    operations.forget_expired(now)


@every(seconds=3600, name="accounts.erase")
def erase_due(now: datetime) -> None:
    operations.erase_due(now=now)


@every(seconds=600, name="accounts.erasure_ledger")
def keep_ledger(_now: datetime) -> None:
    operations.keep_ledger(Path(current_app.config["DATA"]) / "erasures.jsonl")
