"""Bringing the list of those who can vote: looked at first, then written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts.models import Person, Verification
from auriga_web.accounts.rules import identity_hmac
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, Level, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.core.language import gettext as _
from auriga_web.voting import policies
from auriga_web.voting.models import PollListed, PollState
from auriga_web.voting.operations.chronicle import add_event, locked_poll
from auriga_web.voting.queries import electorate, interests, polls
from auriga_web.voting.rules.listing import ListLine, read_list

_CHANGES_IN = frozenset({PollState.DRAFT, PollState.FROZEN})
_AT_A_TIME = 500


class ListIsFixed(Exception):
    """The roll is drawn: its list can no longer change."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a list would do: whom it names, who of them is not verified yet, and what is wrong."""

    person_ids: Sequence[int]
    unverified: Sequence[ListLine]
    wrong: Sequence[ListLine]


def preview_list(poll_id: int, text: str, *, secret: str, actor: Actor) -> Preview:
    """Return what a list would do; nothing is written.

    :raises NotAllowed: if the actor does not prepare votes, or has an interest in this one.
    :raises NoResultFound: if there is no such vote.
    """
    authorise(policies.may_prepare(actor))
    polls.get_poll(poll_id, reader=actor)
    authorise(not interests.has_interest(poll_id, actor.person_id))
    lines = read_list(text)
    by_email = _people_by(Person.email, [line.email for line in lines if line.email])
    hashed = {
        line.identity: identity_hmac(line.identity, secret=secret)
        for line in lines
        if line.identity
    }
    by_identity = _people_by(Verification.identity_hmac, list(hashed.values()))
    found: dict[int, None] = {}
    unverified, wrong = [], []
    for line in lines:
        person = by_email.get(line.email) or by_identity.get(hashed.get(line.identity, ""))
        if line.problem or person is None:
            problem = line.problem or _("Nobody here has this address or fiscal code.")
            wrong.append(replace(line, problem=problem))
            continue
        person_id, is_verified = person
        found[person_id] = None
        if not is_verified:
            unverified.append(line)
    return Preview(person_ids=list(found), unverified=unverified, wrong=wrong)


def import_list(poll_id: int, text: str, *, secret: str, actor: Actor, now: datetime) -> int:
    """Add to the list of a vote whoever a text names, and return how many that was.

    :raises NotAllowed: if the actor does not prepare votes, or has an interest in this one.
    :raises ListIsFixed: if the roll is drawn.
    """
    people = preview_list(poll_id, text, secret=secret, actor=actor).person_ids
    poll = locked_poll(poll_id)
    if poll.state not in _CHANGES_IN:
        raise ListIsFixed
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    if people:
        db.session.execute(
            insert(PollListed).on_conflict_do_nothing(),
            [{"poll_id": poll_id, "person_id": person_id} for person_id in people],
        )
    _note(poll_id, actor, now)
    return len(people)


def clear_list(poll_id: int, *, actor: Actor, now: datetime) -> None:
    """Empty the list of a vote.

    :raises NotAllowed: if the actor does not prepare votes.
    :raises ListIsFixed: if the roll is drawn.
    """
    authorise(policies.may_prepare(actor))
    poll = locked_poll(poll_id)
    if poll.state not in _CHANGES_IN:
        raise ListIsFixed
    db.session.execute(delete(PollListed).where(PollListed.poll_id == poll_id))
    _note(poll_id, actor, now)


def _people_by(column: object, values: Sequence[str]) -> Mapping[str, tuple[int, bool]]:
    """Return the active persons with these addresses or identities, and whether verified."""
    found: dict[str, tuple[int, bool]] = {}
    for start in range(0, len(values), _AT_A_TIME):
        rows = db.session.execute(
            select(column, Person.id, Person.level)  # type: ignore[call-overload]
            .select_from(Person)
            .outerjoin(Verification, Verification.person_id == Person.id)
            .where(Person.active, column.in_(values[start : start + _AT_A_TIME]))  # type: ignore[attr-defined]
        )
        found |= {row[0]: (row[1], row[2] is Level.VERIFIED) for row in rows}
    return found


def _note(poll_id: int, actor: Actor, now: datetime) -> None:
    poll = locked_poll(poll_id)
    size = electorate.count_listed(poll_id)
    if poll.state is PollState.FROZEN:
        add_event(poll, "list_changed", {"size": size}, now=now)
    audit.record(
        actor,
        "poll.list_changed",
        subject_kind="poll",
        subject_id=poll_id,
        now=now,
        details={"size": size},
    )
