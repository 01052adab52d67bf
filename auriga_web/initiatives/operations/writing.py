"""Proposing an initiative, and writing its text anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from auriga_web.audit import operations as audit
from auriga_web.core import markup
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.duties import operations as duties
from auriga_web.initiatives import policies, queries, rules
from auriga_web.initiatives.events import InitiativeProposed, InitiativeRewritten
from auriga_web.initiatives.models import Initiative, InitiativeState, InitiativeVersion
from auriga_web.initiatives.operations import needs
from auriga_web.initiatives.operations.finding import make_findable
from auriga_web.initiatives.operations.threads import begin_thread
from auriga_web.territories import queries as territories

# By when a facilitator reads an idea that somebody else proposed.
READING_DUE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose words a version is made of."""

    person_id: int
    place: str
    body_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDraft:
    """A text as it was typed."""

    title: str
    summary: str
    body: str
    note: str = ""


def propose(
    *,
    text: TextDraft,
    need_ids: Sequence[int],
    territory_id: int,
    area_id: int,
    actor: Actor,
    now: datetime,
    runner_id: int | None = None,
) -> Initiative:
    """Propose an initiative that answers one or more public needs.

    :raises NotAllowed: if the actor is neither verified, nor speaks for a body, nor facilitates.
    :raises CannotPropose: if it says too little or answers no public need.
    """
    authorise(policies.may_propose(actor), _("To propose an initiative you have to be verified."))
    rules.check_text(title=text.title, summary=text.summary, body=text.body)
    answered = needs.public_needs(need_ids)
    rules.check_needs([need.id for need in answered])
    assert actor.person_id is not None
    body_html = str(markup.render(text.body))

    initiative = Initiative(
        title=_one_line(text.title),
        summary=_one_line(text.summary),
        state=InitiativeState.IDEA,
        author_id=actor.person_id,
        author_place=place_of(actor.person_id),
        promoter_id=actor.body_id,
        runner_id=runner_id,
        territory_id=territory_id,
        area_id=area_id,
        version_no=1,
        need_count=0,
        comment_count=0,
        created_at=now,
        moved_at=now,
    )
    db.session.add(initiative)
    db.session.flush()
    db.session.add(_version(initiative, 1, text, body_html, credit=_credit(actor), now=now))
    db.session.flush()
    begin_thread(initiative, answered, now=now)
    for need in answered:
        needs.tie(initiative, need, now=now)
    make_findable(initiative, text.body, now=now)
    if not policies.may_steer(actor):
        duties.open_duty(
            kind="initiative.reading",
            subject=("initiative", initiative.id),
            role=Role.FACILITATOR,
            due_at=now + READING_DUE,
            now=now,
        )
    audit.record(
        actor,
        "initiative.proposed",
        subject_kind="initiative",
        subject_id=initiative.id,
        now=now,
        details={"needs": [need.id for need in answered]},
    )

    announce(
        InitiativeProposed(
            initiative_id=initiative.id,
            need_ids=tuple(need.id for need in answered),
            person_id=actor.person_id,
            body_id=actor.body_id,
            at=now,
        )
    )
    return initiative


def write_version(
    initiative: Initiative,
    *,
    text: TextDraft,
    known_version: int,
    actor: Actor,
    now: datetime,
) -> InitiativeVersion:
    """Write the text anew; what was there stays readable beside it.

    :raises NotAllowed: if the actor does not take part in writing it.
    :raises CannotMove: if the text is frozen.
    :raises CannotPropose: if it says too little.
    :raises ChangedMeanwhile: if somebody wrote a version since the actor read it.
    """
    partner_ids = queries.list_partner_ids(initiative.id)
    authorise(policies.may_write(actor, initiative, partner_ids=partner_ids))
    return publish_version(
        initiative,
        text=text,
        known_version=known_version,
        credit=_credit(actor),
        actor=actor,
        now=now,
    )


def publish_version(
    initiative: Initiative,
    *,
    text: TextDraft,
    known_version: int,
    credit: Credit,
    actor: Actor,
    now: datetime,
) -> InitiativeVersion:
    """Make a text the present one, in the name of whose words it is made of.

    For who has asked whether the actor may: raises as `write_version` does.
    """
    rules.check_text_is_open(initiative.state)
    rules.check_text(title=text.title, summary=text.summary, body=text.body)
    body_html = str(markup.render(text.body))

    _take_version(initiative, known_version)
    version = _version(initiative, initiative.version_no, text, body_html, credit=credit, now=now)
    db.session.add(version)
    initiative.title, initiative.summary = version.title, version.summary
    db.session.flush()
    make_findable(initiative, text.body, now=now)
    audit.record(
        actor,
        "initiative.rewritten",
        subject_kind="initiative",
        subject_id=initiative.id,
        now=now,
        details={"version": version.number},
    )

    announce(
        InitiativeRewritten(
            initiative_id=initiative.id,
            version_no=version.number,
            person_id=actor.person_id,
            at=now,
        )
    )
    return version


def _take_version(initiative: Initiative, known_version: int) -> None:
    """Claim the next number in the database itself, so that of two writers one is told."""
    claimed = db.session.scalars(
        update(Initiative)
        .where(Initiative.id == initiative.id, Initiative.version_no == known_version)
        .where(Initiative.state.in_(rules.OPEN_TEXT_STATES))
        .values(version_no=Initiative.version_no + 1)
        .execution_options(synchronize_session=False)
        .returning(Initiative.version_no)
    ).one_or_none()
    db.session.refresh(initiative)
    if claimed is None:
        rules.check_text_is_open(initiative.state)
        raise rules.ChangedMeanwhile(queries.get_version(initiative.id, initiative.version_no))


def _version(
    initiative: Initiative,
    number: int,
    text: TextDraft,
    body_html: str,
    *,
    credit: Credit,
    now: datetime,
) -> InitiativeVersion:
    return InitiativeVersion(
        initiative_id=initiative.id,
        number=number,
        title=_one_line(text.title),
        summary=_one_line(text.summary),
        body=text.body.replace("\x00", ""),
        body_html=body_html,
        note=_one_line(text.note),
        author_id=credit.person_id,
        author_place=credit.place,
        body_id=credit.body_id,
        at=now,
    )


def place_of(person_id: int) -> str:
    """Return how the place where a person lives is said beside their words; empty if unknown."""
    home = territories.find_home(person_id)
    return "" if home is None else home.public_place


def _credit(actor: Actor) -> Credit:
    assert actor.person_id is not None
    return Credit(actor.person_id, place_of(actor.person_id), actor.body_id)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
