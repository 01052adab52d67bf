"""One vote that was held and one that is open."""

from datetime import UTC, datetime, timedelta
from random import Random

from auriga_web.core.access import Actor
from auriga_web.core.clock import ROME
from auriga_web.demo.initiatives import InitiativeStories
from auriga_web.demo.people import Cast
from auriga_web.demo.timeline import Timeline
from auriga_web.territories import queries as territories
from auriga_web.voting import operations
from auriga_web.voting.models import TwoPersonAct
from auriga_web.voting.operations import OptionDraft, PollDraft, QuestionDraft

_HELD = ["sportello", "notti", "bocce"]
_OPEN = ["auto", "portineria", "compiti", "orto"]
# What bodies say in the open: body, options, why, and their interest if they have one.
_IN_CHAMBER = {
    "held": [
        ("ruote", [1], "Chi assiste un familiare è anche chi ci chiede i passaggi.", ""),
        ("bancatempo", [1, 2], "Sono i due aiuti che ci chiedono ogni settimana.", ""),
        ("calesse", [1, 2], "Le abbiamo scritte con le famiglie.", "Gestiremmo tutte e due."),
        ("bottega", [3], "Il tendone si monta in dieci giorni.", "Lo costruiremmo noi."),
    ],
    "open": [
        ("famiglie", [1, 3], "Servono anche ai nostri ragazzi.", ""),
        ("ruote", [1, 2], "Le auto ci sono già.", "Metteremmo i volontari."),
        ("spigolina", [1, 2], "Due servizi che si aiutano.", "Gestiremmo il primo."),
    ],
}


class VoteStories:
    """Puts a closed vote, what came of it, and an open vote on the timeline."""

    def __init__(
        self,
        cast: Cast,
        initiatives: InitiativeStories,
        timeline: Timeline,
        random: Random,
        *,
        now: datetime,
    ) -> None:
        self.cast, self.initiatives, self.timeline = cast, initiatives, timeline
        self.random, self.now = random, now
        self.polls: dict[str, int] = {}

    def tell(self) -> None:
        """Put both votes on the timeline."""
        opened, closed = self._day(-174, hour=9), self._day(-160, hour=20)
        self._prepare(
            "held",
            title="Da che cosa cominciamo?",
            question="Quali iniziative realizziamo per prime?",
            effect="Il consorzio realizza le due iniziative più scelte entro l'anno, con 60.000 "
            "euro propri. Il comune di Gubbio dà la stanza per lo sportello.",
            keys=_HELD,
            territory_id=self.cast.province_id,
            opens_at=opened,
            closes_at=closed,
            winners=2,
        )
        voters = self.cast.residents[:58]
        for number, person in enumerate(voters):
            self._cast_at(
                "held", person.id, opened + (closed - opened) * (number + 1) / (len(voters) + 2)
            )
        self._chamber("held", _IN_CHAMBER["held"], opened)
        self.timeline.at(closed + timedelta(minutes=1), self._close, "held")
        self.timeline.at(
            closed + timedelta(days=6),
            lambda at: operations.answer_result(
                self.polls["held"],
                text="Cominciamo con lo sportello e con le notti di riposo: sono le due iniziative "
                "più scelte. La stanza di Gubbio è pronta. Il tendone resta tra le iniziative non "
                "scelte, con i suoi voti.",
                review_on=None,
                actor=self.cast.facilitator,
                now=at,
            ),
        )
        for key in ("sportello", "notti"):
            self.initiatives.work_on(key, begun=closed + timedelta(days=8))
        opened, closed = self._day(-6, hour=9), self._day(8, hour=20)
        self._prepare(
            "open",
            title="Quali servizi di vicinato a Foligno?",
            question="Quali iniziative realizziamo?",
            effect="Il consorzio realizza le tre iniziative più scelte, fino a 180.000 euro, entro "
            "il 2028.",
            keys=_OPEN,
            territory_id=territories.zona_of(self.cast.place_id("Foligno")).id,
            opens_at=opened,
            closes_at=closed,
            winners=3,
            minimum=2,
            takes_paper=True,
        )
        around = self.cast.residents[:42:2]
        for number, person in enumerate(around):
            self._cast_at("open", person.id, opened + timedelta(hours=1 + 6 * number))
        self._chamber("open", _IN_CHAMBER["open"], opened)

    def _day(self, days: int, *, hour: int) -> datetime:
        """Return an hour of a day from today, in Italian time."""
        on = (self.now + timedelta(days=days)).astimezone(ROME)
        return on.replace(hour=hour, minute=0, second=0, microsecond=0).astimezone(UTC)

    def _chamber(
        self, name: str, votes: list[tuple[str, list[int], str, str]], opened: datetime
    ) -> None:
        for number, vote in enumerate(votes, 1):
            self.timeline.at(opened + timedelta(days=number, hours=3), self._speak, name, vote)

    def _speak(self, name: str, vote: tuple[str, list[int], str, str], at: datetime) -> None:
        body, choice, reason, conflict = vote
        operations.vote_in_chamber(
            self.polls[name],
            chosen={1: choice},
            reason=reason,
            conflict=conflict,
            actor=self.cast.speaker(body),
            now=at,
        )

    def _prepare(
        self,
        name: str,
        *,
        title: str,
        question: str,
        effect: str,
        keys: list[str],
        territory_id: int,
        opens_at: datetime,
        closes_at: datetime,
        winners: int,
        minimum: int = 1,
        takes_paper: bool = False,
    ) -> None:
        frozen = opens_at - timedelta(days=34)
        for key in keys:
            self.timeline.at(frozen, self.initiatives.freeze, key)

        def write(at: datetime) -> None:
            options = [
                OptionDraft(initiative_id=self.initiatives.initiatives[key].id) for key in keys
            ]
            asked = QuestionDraft(text=question, options=options, winners=winners, minimum=minimum)
            draft = PollDraft(
                title=title,
                effect=effect,
                territory_id=territory_id,
                opens_at=opens_at,
                closes_at=closes_at,
                questions=[asked],
                takes_paper=takes_paper,
            )
            poll = operations.create_poll(draft, actor=self.cast.facilitator, now=at)
            self.polls[name] = poll.id
            operations.freeze_poll(poll.id, actor=self.cast.facilitator, now=at)

        self.timeline.at(frozen + timedelta(days=1), write)
        approving = (self.cast.facilitator, self.cast.administrator)
        for minutes, actor in enumerate(approving):
            self.timeline.at(opens_at + timedelta(minutes=minutes), self._approve, name, actor)

    def _approve(self, name: str, actor: Actor, at: datetime) -> None:
        operations.approve(self.polls[name], TwoPersonAct.OPENING, {}, actor=actor, now=at)

    def _close(self, name: str, at: datetime) -> None:
        operations.close_poll(self.polls[name], now=at)
        operations.destroy_key_of_closed(self.polls[name], now=at)

    def _cast_at(self, name: str, person_id: int, moment: datetime) -> None:
        size = self.random.choice((1, 2, 2, 3)) if name == "held" else self.random.choice((2, 2, 3))
        # The first option is liked most: a vote in which everything draws says nothing.
        weights = (6, 4, 1) if name == "held" else (6, 3, 5, 2)
        ranked = sorted(
            range(1, len(weights) + 1),
            key=lambda number: -(self.random.random() ** (1 / weights[number - 1])),
        )
        self.timeline.at(moment, self._cast, name, person_id, sorted(ranked[:size]))

    def _cast(self, name: str, person_id: int, choice: list[int], at: datetime) -> None:
        operations.cast_ballot(
            self.polls[name],
            actor=self.cast.actor(person_id),
            chosen={1: choice},
            seen=None,
            clock=lambda: at,
        )
