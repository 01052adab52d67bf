"""Reading the thread of a thing, and what it is tied to."""

from collections.abc import Sequence

from sqlalchemy import or_, select, tuple_

from auriga_web.chain import rules
from auriga_web.chain.models import Link, Stop
from auriga_web.chain.rules import Chapter, StopSeen
from auriga_web.core.access import Actor, gates
from auriga_web.core.database import db

_Thing = tuple[str, str]
_LONGEST_STORY = 50


def list_stops(subject_kind: str, subject_id: int | str) -> Sequence[Stop]:
    """Return what has happened to a subject, first thing first."""
    return db.session.scalars(
        select(Stop)
        .where(Stop.subject_kind == subject_kind, Stop.subject_id == str(subject_id))
        .order_by(Stop.at, Stop.id)
    ).all()


def thread_of(subject_kind: str, subject_id: int | str) -> list[StopSeen]:
    """Return the thread as a page shows it: the stops passed, the present one, the one to come.

    One statement. The present stop is the latest in time, so a thing may go back along the path; of
    several stops in the same place the last one speaks. Each links to its cause.
    """
    stops = list_stops(subject_kind, subject_id)
    if not stops:
        return []
    last = {stop.stop: stop for stop in stops}
    here = stops[-1].stop
    thread = [_seen(last[kind], phase="past") for kind in rules.passed(last, here=here)]
    thread.append(_seen(last[here], phase="end" if here in rules.ENDS_EARLY else "here"))
    coming = rules.next_stop(here)
    if coming is not None:
        thread.append(StopSeen(label=rules.label(coming), phase="next"))
    return thread


def story_of(kind: str, subject_id: int | str, *, reader: Actor) -> list[Chapter]:
    """Return what a thing came from and what it became, each with all that happened to it.

    In the order of the thread. Only what `reader` may see: nothing at all, if not the thing itself.
    Goes up through origins and down through results, never sideways.
    """
    subject = (kind, str(subject_id))
    if not _may_read(subject, reader):
        return []
    found = [subject, *_reach(subject, up=True), *_reach(subject, up=False)]
    seen = [thing for thing in dict.fromkeys(found) if _may_read(thing, reader)]
    seen.sort(key=lambda thing: rules.place_of(thing[0]))
    return [_chapter(thing, is_subject=thing == subject) for thing in seen]


def _reach(start: _Thing, *, up: bool) -> list[_Thing]:
    here = (Link.to_kind, Link.to_id) if up else (Link.from_kind, Link.from_id)
    there = (Link.from_kind, Link.from_id) if up else (Link.to_kind, Link.to_id)
    reached: dict[_Thing, None] = {}
    edge = [start]
    while edge and len(reached) < _LONGEST_STORY:
        rows = db.session.execute(
            select(*there)
            .where(tuple_(*here).in_(edge))
            .order_by(Link.at, Link.id)
            .limit(_LONGEST_STORY)
        )
        edge = [thing for thing in map(_thing, rows) if thing not in reached]
        reached.update(dict.fromkeys(edge))
    return list(reached)


def _thing(row: Sequence[str]) -> _Thing:
    return (row[0], row[1])


def _may_read(thing: _Thing, reader: Actor) -> bool:
    known = gates().get(thing[0])
    return known is not None and known.may_read(reader, thing[1])


def _chapter(thing: _Thing, *, is_subject: bool) -> Chapter:
    known = gates()[thing[0]]
    return Chapter(
        kind=thing[0],
        title=known.title(thing[1]),
        url=known.url(thing[1]),
        stops=[_seen(stop, phase="past") for stop in list_stops(*thing)],
        is_subject=is_subject,
    )


def _seen(stop: Stop, *, phase: str) -> StopSeen:
    url = None
    known = gates().get(stop.cause_kind or "")
    if known is not None and stop.cause_id is not None:
        url = known.url(stop.cause_id)
    return StopSeen(
        label=rules.label(stop.stop),
        phase=phase,
        sentence=rules.sentence(stop.sentence, stop.values),
        at=stop.at,
        url=url,
    )


def list_links_of(kind: str, subject_id: int | str) -> Sequence[Link]:
    """Return every link from or to a subject, oldest first."""
    key = str(subject_id)
    return db.session.scalars(
        select(Link)
        .where(
            or_(
                (Link.from_kind == kind) & (Link.from_id == key),
                (Link.to_kind == kind) & (Link.to_id == key),
            )
        )
        .order_by(Link.at, Link.id)
    ).all()


def list_origins(kind: str, subject_id: int | str, *, origin_kind: str) -> Sequence[str]:
    """Return the ids of the things of one kind that became this subject, oldest link first."""
    return db.session.scalars(
        select(Link.from_id)
        .where(Link.to_kind == kind, Link.to_id == str(subject_id), Link.from_kind == origin_kind)
        .order_by(Link.at, Link.id)
    ).all()


def list_results(kind: str, subject_id: int | str, *, result_kind: str) -> Sequence[str]:
    """Return the ids of the things of one kind that this subject became, oldest link first."""
    return db.session.scalars(
        select(Link.to_id)
        .where(Link.from_kind == kind, Link.from_id == str(subject_id), Link.to_kind == result_kind)
        .order_by(Link.at, Link.id)
    ).all()
