"""Numbers that mean something, each with its denominator; the features keep them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative, InitiativeState
from auriga_web.needs.models import CountKind, NeedCount, NeedState, Theme
from auriga_web.services import queries as services
from auriga_web.territories.queries import Places

_DONE = frozenset({InitiativeState.CONCLUDED, InitiativeState.EVALUATED})

_VOTED = frozenset(
    {
        InitiativeState.IN_VOTE,
        InitiativeState.APPROVED,
        InitiativeState.REJECTED,
        InitiativeState.TO_REVISE,
        InitiativeState.IN_PROGRESS,
        *_DONE,
    }
)

_COUNTS = select(NeedCount.kind, NeedCount.key, NeedCount.value, NeedCount.n).where(NeedCount.n > 0)
_INITIATIVES = (
    select(Initiative.state, func.count())
    .where(Initiative.hidden_at.is_(None))
    .group_by(Initiative.state)
)


_THEMES = select(func.count()).select_from(Theme)


@dataclass(slots=True)
class AreaNumbers:
    """What became of the needs of an area or of a comune."""

    listed: int = 0
    answered: int = 0
    not_pursued: int = 0

    @property
    def closed(self) -> int:
        return self.answered + self.not_pursued

    def count(self, state: str, n: int) -> None:
        """Count in some needs of one state."""
        self.listed += n
        self.answered += n if state == NeedState.ANSWERED else 0
        self.not_pursued += n if state == NeedState.NOT_PURSUED else 0

    def add(self, other: "AreaNumbers | None") -> None:
        """Count in the needs of another place or area."""
        if other is not None:
            self.listed += other.listed
            self.answered += other.answered
            self.not_pursued += other.not_pursued


@dataclass(slots=True)
class Numbers:
    """The numbers of today."""

    needs: int = 0
    answered_in_time: int = 0
    answered_late: int = 0
    by_comune: dict[int, AreaNumbers] = field(default_factory=dict)
    by_area: dict[int, AreaNumbers] = field(default_factory=dict)
    initiatives: Mapping[InitiativeState, int] = field(default_factory=dict)
    services: int = 0
    themes: int = 0

    @property
    def answered(self) -> int:
        return self.answered_in_time + self.answered_late

    @property
    def open_by_comune(self) -> dict[int, int]:
        """Needs still open in each comune: what the map shows."""
        return {key: row.listed - row.closed for key, row in self.by_comune.items()}

    @property
    def initiatives_in_all(self) -> int:
        return sum(self.initiatives.values())

    @property
    def initiatives_done(self) -> int:
        return sum(count for state, count in self.initiatives.items() if state in _DONE)

    @property
    def initiatives_voted(self) -> int:
        """How many came to a vote, whatever it decided."""
        return sum(self.initiatives.get(state, 0) for state in _VOTED)

    @property
    def initiatives_at_work(self) -> int:
        return self.initiatives.get(InitiativeState.IN_PROGRESS, 0)


def numbers() -> Numbers:
    """Return the numbers of today, in four statements."""
    today = Numbers(services=services.count_services(), themes=db.session.scalar(_THEMES) or 0)
    today.initiatives = {row[0]: row[1] for row in db.session.execute(_INITIATIVES)}
    by_comune: dict[int, AreaNumbers] = defaultdict(AreaNumbers)
    by_area: dict[int, AreaNumbers] = defaultdict(AreaNumbers)
    for kind, key, value, n in db.session.execute(_COUNTS):
        if kind is CountKind.ANSWER:
            today.answered_in_time += n if value == "in_time" else 0
            today.answered_late += n if value == "late" else 0
        elif kind is not CountKind.STOP:
            (by_comune if kind is CountKind.COMUNE else by_area)[key].count(value, n)
    today.by_comune, today.by_area = dict(by_comune), dict(by_area)
    today.needs = sum(row.listed for row in by_comune.values())
    return today


def numbers_by_area(
    today: Numbers, areas: Sequence[services.Area]
) -> Sequence[tuple[str, AreaNumbers]]:
    """Return the numbers of each of the six fields, with what is below it, in their order."""
    rows = []
    for root in areas:
        whole = AreaNumbers()
        for area_id in root.ids:
            whole.add(today.by_area.get(area_id))
        rows.append((root.name, whole))
    return rows


def numbers_by_zone(today: Numbers, places: Places) -> Sequence[tuple[str, AreaNumbers]]:
    """Return the numbers of each zona sociale, by number."""
    rows = []
    for zone in places.zones:
        whole = AreaNumbers()
        for comune_id in places.within(zone.id):
            whole.add(today.by_comune.get(comune_id))
        rows.append((zone.name, whole))
    return rows


def numbers_of_comune(comune_id: int) -> AreaNumbers:
    """Return the numbers of one comune."""
    whole = AreaNumbers()
    of_comune = _COUNTS.where(NeedCount.kind == CountKind.COMUNE, NeedCount.key == comune_id)
    for _kind, _key, value, n in db.session.execute(of_comune):
        whole.count(value, n)
    return whole
