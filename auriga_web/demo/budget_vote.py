"""A participatory budget that was voted by equal shares, so that people see it explain itself."""

from datetime import UTC, datetime, timedelta
from random import Random

from auriga_web.core.access import Actor
from auriga_web.core.clock import ROME
from auriga_web.demo.people import Cast
from auriga_web.demo.timeline import Timeline
from auriga_web.voting import operations
from auriga_web.voting.models import TwoPersonAct
from auriga_web.voting.operations import OptionDraft, PollDraft, QuestionDraft

_BUDGET_CENTS = 60_000_00
# Title, what it is, cost in euro, and who likes it: families, elders, those who care for the green.
_PROJECTS = [
    (
        "Parco giochi accessibile a San Sisto",
        "Altalene e percorsi anche per chi usa la carrozzina.",
        24_000,
        (9, 2, 2),
    ),
    (
        "Aiuto compiti in biblioteca, tre pomeriggi",
        "Educatori e volontari, da ottobre a maggio.",
        14_500,
        (8, 2, 1),
    ),
    (
        "Merenda e giochi dopo la scuola",
        "Due pomeriggi alla settimana nella palestra di quartiere.",
        11_000,
        (7, 1, 1),
    ),
    (
        "Telefonate di compagnia",
        "Un gruppo di volontari formati chiama chi vive solo.",
        6_500,
        (1, 9, 2),
    ),
    (
        "Panchine all'ombra lungo il viale",
        "Dodici panchine con schienale e braccioli, e sei alberi.",
        9_800,
        (3, 8, 6),
    ),
    (
        "Trasporto il mercoledì al mercato",
        "Un pulmino con accompagnatore, andata e ritorno.",
        13_200,
        (1, 7, 2),
    ),
    (
        "Orto di quartiere con vasche rialzate",
        "Vasche ad altezza di sedia, attrezzi e acqua piovana.",
        8_400,
        (3, 4, 9),
    ),
    (
        "Sentiero lungo il torrente, ripulito",
        "Segnaletica, tre ponticelli e due giornate di pulizia.",
        12_600,
        (2, 1, 8),
    ),
    (
        "Schermo per il cinema all'aperto",
        "Telo, proiettore e dieci serate d'estate.",
        18_000,
        (4, 3, 2),
    ),
]
# How many of ten voters belong to each of those three.
_LIKE = (0, 0, 0, 0, 0, 1, 1, 1, 2, 2)


class BudgetVote:
    """Puts a closed vote about money on the timeline, and what came of it."""

    def __init__(self, cast: Cast, timeline: Timeline, random: Random, *, now: datetime) -> None:
        self.cast, self.timeline, self.random = cast, timeline, random
        self.now = now
        self.poll_id = 0

    def tell(self) -> None:
        """Put the vote on the timeline, from its draft to what the consortium answered."""
        opens_at, closes_at = self._day(-146, hour=9), self._day(-130, hour=20)
        self.timeline.at(
            opens_at - timedelta(days=35),
            lambda at: self._write(opens_at, closes_at, at),
        )
        for minutes, actor in enumerate((self.cast.facilitator, self.cast.administrator)):
            self.timeline.at(opens_at + timedelta(minutes=minutes), self._approve, actor)
        voters = self.cast.residents[:54]
        for number, person in enumerate(voters):
            moment = opens_at + (closes_at - opens_at) * (number + 1) / (len(voters) + 2)
            self.timeline.at(moment, self._vote, person.id, _LIKE[number % len(_LIKE)])
        self.timeline.at(closes_at + timedelta(minutes=1), self._close)
        self.timeline.at(closes_at + timedelta(days=9), self._answer)

    def _day(self, days: int, *, hour: int) -> datetime:
        on = (self.now + timedelta(days=days)).astimezone(ROME)
        return on.replace(hour=hour, minute=0, second=0, microsecond=0).astimezone(UTC)

    def _write(self, opens_at: datetime, closes_at: datetime, at: datetime) -> None:
        options = [
            OptionDraft(title=title, summary=summary, cost_cents=cost * 100)
            for title, summary, cost, _liked in _PROJECTS
        ]
        poll = operations.create_poll(
            PollDraft(
                title="Bilancio partecipativo: 60.000 euro per stare insieme",
                effect="Il consorzio realizza entro un anno i progetti scelti, con 60.000 euro "
                "propri. Nessuna amministrazione è vincolata da questo voto.",
                territory_id=self.cast.province_id,
                opens_at=opens_at,
                closes_at=closes_at,
                questions=[
                    QuestionDraft(
                        text="Quali progetti realizziamo con 60.000 euro?",
                        method="equal_shares_cardinality",
                        minimum=3,
                        budget_cents=_BUDGET_CENTS,
                        options=options,
                    )
                ],
            ),
            actor=self.cast.facilitator,
            now=at,
        )
        self.poll_id = poll.id
        operations.freeze_poll(poll.id, actor=self.cast.facilitator, now=at)

    def _approve(self, actor: Actor, at: datetime) -> None:
        operations.approve(self.poll_id, TwoPersonAct.OPENING, {}, actor=actor, now=at)

    def _vote(self, person_id: int, kind: int, at: datetime) -> None:
        wanted = sorted(
            range(1, len(_PROJECTS) + 1),
            key=lambda no: -(self.random.random() ** (1 / _PROJECTS[no - 1][3][kind])),
        )
        operations.cast_ballot(
            self.poll_id,
            actor=self.cast.actor(person_id),
            chosen={1: wanted[: self.random.choice((3, 3, 4))]},
            seen=None,
            clock=lambda: at,
        )

    def _close(self, at: datetime) -> None:
        operations.close_poll(self.poll_id, now=at)
        operations.destroy_key_of_closed(self.poll_id, now=at)

    def _answer(self, at: datetime) -> None:
        operations.answer_result(
            self.poll_id,
            text="Realizziamo i progetti scelti nell'ordine dell'elenco: i primi partono entro due "
            "mesi. Quelli non scelti restano qui, con i loro voti e con ciò che è mancato: si "
            "possono riproporre l'anno prossimo.",
            review_on=(at + timedelta(days=180)).date(),
            actor=self.cast.facilitator,
            now=at,
        )
