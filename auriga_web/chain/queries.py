"""Reading the thread of a thing, and what it is tied to."""

from collections.abc import Sequence

from sqlalchemy import bindparam, or_, select, tuple_

from auriga_web.chain import rules
from auriga_web.chain.models import Link, Stop
from auriga_web.chain.rules import Chapter, StopSeen
from auriga_web.core.access import Actor, gates
from auriga_web.core.database import db

_Thing = tuple[str, str]
_LONGEST_STORY = 50
_STOPS = (
    select(Stop)
    .where(Stop.subject_kind == bindparam("kind"), Stop.subject_id == bindparam("id"))
    .order_by(Stop.at, Stop.id)
)


def list_stops(subject_kind: str, subject_id: int | str) -> Sequence[Stop]:
    """Return what has happened to a subject, first thing first."""
    subject = {"kind": subject_kind, "id": str(subject_id)}
    return db.session.scalars(_STOPS, subject).all()


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
    found = _reach(subject)
    held = _hold(found)
    seen = [thing for thing in found if _may_read(thing, reader)]
    seen.sort(key=lambda thing: rules.place_of(thing[0]))
    stops = _stops_of(seen)
    story = [_chapter(thing, stops[thing], is_subject=thing == subject) for thing in seen]
    # Until here the session held every thing, so that gates asked the database once per kind.
    del held
    return story


def _reach(start: _Thing) -> list[_Thing]:
    """Return a thing with all it came from and all it became, one statement per step."""
    reached = {start: None}
    up, down = [start], [start]
    while (up or down) and len(reached) < _LONGEST_STORY:
        rows = db.session.execute(
            select(Link.from_kind, Link.from_id, Link.to_kind, Link.to_id)
            .where(
                or_(
                    tuple_(Link.to_kind, Link.to_id).in_(up),
                    tuple_(Link.from_kind, Link.from_id).in_(down),
                )
            )
            .order_by(Link.at, Link.id)
            .limit(_LONGEST_STORY)
        ).all()
        links = [((row[0], row[1]), (row[2], row[3])) for row in rows]
        up = [origin for origin, result in links if result in up and origin not in reached]
        down = [result for origin, result in links if origin in down and result not in reached]
        reached.update(dict.fromkeys([*up, *down]))
    return list(reached)


def _hold(things: Sequence[_Thing]) -> list[object]:
    """Let gates that can read many things at once; the caller holds on to them."""
    held: list[object] = []
    for kind, known in gates().items():
        ids = [subject_id for thing_kind, subject_id in things if thing_kind == kind]
        read_many = getattr(known, "read_many", None)
        if ids and read_many is not None:
            held.append(read_many(ids))
    return held


def _stops_of(things: Sequence[_Thing]) -> dict[_Thing, list[Stop]]:
    stops: dict[_Thing, list[Stop]] = {thing: [] for thing in things}
    for stop in db.session.scalars(
        select(Stop)
        .where(tuple_(Stop.subject_kind, Stop.subject_id).in_(things))
        .order_by(Stop.at, Stop.id)
    ):
        stops[(stop.subject_kind, stop.subject_id)].append(stop)
    return stops


def _may_read(thing: _Thing, reader: Actor) -> bool:
    known = gates().get(thing[0])
    return known is not None and known.may_read(reader, thing[1])


def _chapter(thing: _Thing, stops: Sequence[Stop], *, is_subject: bool) -> Chapter:
    known = gates()[thing[0]]
    return Chapter(
        kind=thing[0],
        title=known.title(thing[1]),
        url=known.url(thing[1]),
        stops=[_seen(stop, phase="past") for stop in stops],
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
