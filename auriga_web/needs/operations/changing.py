"""How every change of state is made: one at a time, recorded, counted, searchable or not."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select

from auriga_web.audit import operations as audit
from auriga_web.core import markup, search
from auriga_web.core.access import Actor
from auriga_web.core.database import db, lock_writers
from auriga_web.needs import rules
from auriga_web.needs.models import LISTED_STATES, CountKind, Need, NeedState
from auriga_web.needs.operations.counting import Count, add_to_counts

KIND = "need"


def subject(need: Need) -> tuple[str, int]:
    """Return how features below call this need."""
    return (KIND, need.id)


def lock(need: Need) -> None:
    """Let nobody else change this need until the end, and read again where it stands."""
    db.session.flush()
    lock_writers()
    db.session.execute(
        select(Need)
        .where(Need.id == need.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def hold(need: Need) -> None:
    """Let nobody change where this need stands until the end; others may hold it too."""
    db.session.flush()
    lock_writers()
    db.session.execute(
        select(Need)
        .where(Need.id == need.id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one()


def record(need: Need, action: str, *, actor: Actor, now: datetime, **details: object) -> None:
    """Write in the audit trail what is done to this need. Taken first: it is the shared lock."""
    audit.record(
        actor, action, subject_kind=KIND, subject_id=need.id, now=now, details=dict(details)
    )


def change_state(need: Need, state: NeedState, *, now: datetime, reason: str = "") -> None:
    """Pass to another state.

    :raises WrongState: if the need cannot pass from where it is.
    """
    rules.check_move(need.state, state)
    need.state = state
    need.state_reason = reason
    need.state_changed_at = now


@contextmanager
def kept_in_step(need: Need) -> Iterator[None]:
    """Keep counts and search true to what happens to the need inside the block."""
    before = _counts_of(need)
    yield
    need.is_listed = need.state in LISTED_STATES and need.hidden_at is None
    db.session.flush()
    changes = _counts_of(need)
    changes.subtract(before)
    add_to_counts(changes)
    _index(need)


def _counts_of(need: Need) -> Counter[Count]:
    if not need.is_listed:
        return Counter()
    return Counter(
        [
            (CountKind.COMUNE, need.comune_id, need.state.value),
            (CountKind.AREA, need.service_area_id, need.state.value),
            (CountKind.STOP, 0, need.stop.value),
        ]
    )


def _index(need: Need) -> None:
    is_findable = need.is_listed or (need.state is NeedState.ARCHIVED and need.hidden_at is None)
    if not is_findable or need.published_at is None:
        search.remove_entry(kind=KIND, subject_id=need.id)
        return
    search.index_entry(
        kind=KIND,
        subject_id=need.id,
        title=need.title,
        body=f"{need.plain_summary} {need.body}",
        summary=need.plain_summary or markup.plain(need.body),
        at=need.published_at,
        area_id=need.service_area_id,
        place_ids=[need.comune_id],
    )
