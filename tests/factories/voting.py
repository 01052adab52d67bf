"""Votes to test with: a comune whose residents are verified, a vote in any state, its ballots."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import factory

from auriga_web.accounts.models import AgeBand, Person, Verification
from auriga_web.core.access import Actor, Channel, Level, Role
from auriga_web.core.database import db
from auriga_web.territories.models import Relation, Residency, Territory
from auriga_web.voting.models import Electorate, Poll, PollState, TwoPersonAct
from auriga_web.voting.operations import casting, deciding, drafting
from tests.factories.accounts import PersonFactory
from tests.factories.base import NOON, Factory
from tests.factories.territories import ComuneFactory

OPENS = NOON + timedelta(days=1)
CLOSES = NOON + timedelta(days=8)
DURING = NOON + timedelta(days=3)


class ResidencyFactory(Factory):
    """That somebody lives in a comune."""

    class Meta:
        model = Residency

    relation = Relation.LIVES
    declared_at = NOON


class VerificationFactory(Factory):
    """That somebody was verified at a desk."""

    class Meta:
        model = Verification

    identity_hmac = factory.Sequence(lambda n: f"{n:064x}")
    channel = Channel.DESK
    comune_code = "054018"
    age_band = AgeBand.FROM_45
    verified_at = NOON
    expires_on = (NOON + timedelta(days=3 * 365)).date()


def voter(comune: Territory) -> Person:
    """Return a verified person who lives in a comune."""
    person = PersonFactory(verified=True)
    ResidencyFactory(person_id=person.id, territory_id=comune.id)
    VerificationFactory(person_id=person.id)
    return person


def voters(comune: Territory, count: int) -> list[Person]:
    """Return many verified persons, written at once."""
    people = PersonFactory.build_batch(count, level=Level.VERIFIED)
    db.session.add_all(people)
    db.session.flush()
    for person in people:
        db.session.add_all(
            [
                ResidencyFactory.build(person_id=person.id, territory_id=comune.id),
                VerificationFactory.build(person_id=person.id),
            ]
        )
    db.session.commit()
    return people


def acting(person: Person, *roles: Role) -> Actor:
    """Return the actor that a person is."""
    return Actor(person_id=person.id, level=person.level, roles=frozenset(roles))


def facilitator() -> Actor:
    return acting(PersonFactory(facilitator=True), Role.FACILITATOR)


def administrator() -> Actor:
    return acting(PersonFactory(administrator=True), Role.ADMINISTRATOR)


def draft_poll(
    comune: Territory,
    *,
    options: Sequence[drafting.OptionDraft] | None = None,
    method: str = "approval",
    opens_at: datetime = OPENS,
    closes_at: datetime = CLOSES,
    electorate: Electorate = Electorate.LIVES,
    youngest: AgeBand | None = None,
    takes_paper: bool = False,
    **limits: int,
) -> Poll:
    """Return a draft with one question and three plain options, or those given."""
    plain = [drafting.OptionDraft(title=title) for title in ("Orto", "Portineria", "Compiti")]
    question = drafting.QuestionDraft(
        text="Che cosa facciamo per primo?", method=method, options=options or plain, **limits
    )
    poll = drafting.create_poll(
        drafting.PollDraft(
            title="Servizi di vicinato",
            effect="Il consorzio realizza ciò che vince entro il 2028.",
            territory_id=comune.id,
            opens_at=opens_at,
            closes_at=closes_at,
            questions=[question],
            electorate=electorate,
            youngest=youngest,
            takes_paper=takes_paper,
        ),
        actor=facilitator(),
        now=NOON,
    )
    db.session.commit()
    return poll


def frozen_poll(comune: Territory, **facts: object) -> Poll:
    """Return a vote whose configuration is fixed; the comune needs somebody who can vote."""
    poll = draft_poll(comune, **facts)
    drafting.freeze_poll(poll.id, actor=facilitator(), now=NOON)
    db.session.commit()
    return poll


def open_poll(comune: Territory | None = None, **facts: object) -> Poll:
    """Return an open vote of a comune and of whoever lives there (a new one has one voter)."""
    if comune is None:
        comune = ComuneFactory()
        voter(comune)
    poll = frozen_poll(comune, **facts)
    approve(poll, TwoPersonAct.OPENING)
    assert poll.state is PollState.OPEN
    return poll


def approve(poll: Poll, act: TwoPersonAct, at: datetime = NOON, **terms: str) -> None:
    """Let a facilitator and an administrator approve the same."""
    for actor in (facilitator(), administrator()):
        deciding.approve(poll.id, act, terms, actor=actor, now=at)
    db.session.commit()


def cast(
    poll: Poll, person: Person, *chosen: int, seen: str | None = None, at: datetime = DURING
) -> casting.InTheBox:
    """Put a person's ballot in the box."""
    held = casting.cast_ballot(
        poll.id, actor=acting(person), chosen={1: chosen}, seen=seen, clock=lambda: at
    )
    db.session.commit()
    return held


def code_of(poll: Poll, person: Person, at: datetime = DURING) -> str:
    """Ask for a person's code."""
    receipt = casting.request_code(poll.id, actor=acting(person), clock=lambda: at)
    db.session.commit()
    return receipt.codes[1]
