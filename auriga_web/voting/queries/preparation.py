"""What those who prepare a vote need: frozen texts, who could vote, the facts of the checklist."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative, InitiativeState, InitiativeVersion
from auriga_web.territories import queries as territories
from auriga_web.territories.models import Territory, TerritoryKind
from auriga_web.voting.models import Electorate, Poll, PollOption, PollQuestion
from auriga_web.voting.queries.electorate import list_eligible
from auriga_web.voting.queries.places import PLACE_NAME
from auriga_web.voting.rules.checklist import Facts
from auriga_web.voting.rules.config import Config, Option, Question, from_json


class FrozenText(NamedTuple):
    """The frozen text of an initiative, as an option binds to it."""

    initiative_id: int
    title: str
    summary: str
    version_no: int
    sha256: str | None
    cost_cents: int


_FROZEN_TEXTS = (
    select(
        Initiative.id,
        InitiativeVersion.title,
        InitiativeVersion.summary,
        InitiativeVersion.number,
        InitiativeVersion.frozen_sha256,
        func.coalesce(InitiativeVersion.frozen_cost_cents, 0),
    )
    .join(
        InitiativeVersion,
        (InitiativeVersion.initiative_id == Initiative.id)
        & (InitiativeVersion.number == Initiative.frozen_version_no),
    )
    .where(Initiative.state == InitiativeState.FROZEN, Initiative.hidden_at.is_(None))
    .order_by(InitiativeVersion.title, Initiative.id)
)


def list_frozen_texts() -> Sequence[FrozenText]:
    """Return the initiatives that can be put to a vote now, by title."""
    return [FrozenText(*row) for row in db.session.execute(_FROZEN_TEXTS)]


def find_frozen_text(initiative_id: int) -> FrozenText | None:
    """Return the frozen text of an initiative, if it can be put to a vote now."""
    row = db.session.execute(_FROZEN_TEXTS.where(Initiative.id == initiative_id)).one_or_none()
    return None if row is None else FrozenText(*row)


def list_territory_choices() -> Sequence[tuple[int, str]]:
    """Return the territories whose residents can be asked, the widest first."""
    widest_first = [TerritoryKind.PROVINCE, TerritoryKind.ZONA, TerritoryKind.COMUNE]
    rows = db.session.execute(
        select(Territory.id, PLACE_NAME, Territory.kind).order_by(Territory.name)
    ).all()
    rows = sorted(rows, key=lambda row: widest_first.index(row.kind))
    return [(row.id, row.place) for row in rows]


def facts_of(poll: Poll, *, now: datetime) -> Facts:
    """Return what the checklist looks at, for a vote that is not open yet."""
    configuration = configuration_of(poll)
    voters = list_eligible(poll, configuration)
    return Facts(
        effect=poll.effect,
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        now=now,
        questions=configuration.questions,
        unfrozen_titles=_unfrozen_titles(configuration),
        eligible_count=len(voters),
        empty_comuni=_comuni_without(poll.territory_id, {voter.territory_id for voter in voters})
        if configuration.electorate != Electorate.LISTED
        else [],
        electorate=configuration.electorate,
    )


def configuration_of(poll: Poll) -> Config:
    """Return the configuration of a vote: as it is frozen, or as it would be now."""
    if poll.config_json is not None:
        return from_json(poll.config_json)
    rows = db.session.scalars(
        select(PollQuestion)
        .where(PollQuestion.poll_id == poll.id)
        .options(selectinload(PollQuestion.options))
        .order_by(PollQuestion.no)
    ).all()
    return Config(
        title=poll.title,
        effect=poll.effect,
        territory=db.session.scalars(
            select(PLACE_NAME).where(Territory.id == poll.territory_id)
        ).one(),
        opens_at=poll.opens_at.isoformat(),
        closes_at=poll.closes_at.isoformat(),
        questions=tuple(_question(row) for row in rows),
        electorate=poll.electorate,
        youngest=poll.youngest or "",
        takes_paper=poll.takes_paper,
    )


def _question(row: PollQuestion) -> Question:
    return Question(
        no=row.no,
        text=row.text,
        method=row.method,
        minimum=row.minimum,
        maximum=row.maximum,
        winners=row.winners,
        options=tuple(_option(option) for option in row.options),
        points=row.points,
        budget_cents=row.budget_cents,
        incompatible=tuple(tuple(map(int, group.split("+"))) for group in row.incompatible.split()),
    )


def _option(row: PollOption) -> Option:
    return Option(
        no=row.no,
        title=row.title,
        summary=row.summary,
        cost_cents=row.cost_cents,
        initiative_id=row.initiative_id,
        version_no=row.version_no,
        text_sha256=row.text_sha256,
    )


def _unfrozen_titles(configuration: Config) -> list[str]:
    frozen = {(text.initiative_id, text.sha256) for text in list_frozen_texts()}
    return [
        option.title
        for question in configuration.questions
        for option in question.options
        if option.initiative_id is not None
        and (option.initiative_id, option.text_sha256) not in frozen
    ]


def _comuni_without(territory_id: int, inhabited: set[int]) -> list[str]:
    names = db.session.execute(
        select(Territory.id, Territory.name)
        .where(
            Territory.id.in_(territories.descendants(territory_id)),
            Territory.kind == TerritoryKind.COMUNE,
        )
        .order_by(Territory.name)
    )
    return [row.name for row in names if row.id not in inhabited]
