"""The stories of needs: who wrote them, who joined, what was said, what was answered."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from auriga_web.core.access import Actor
from auriga_web.core.attachments import prepare_picture
from auriga_web.core.database import db
from auriga_web.demo.content import Content, NeedText
from auriga_web.demo.people import Cast
from auriga_web.demo.pictures import PICTURED, draw
from auriga_web.demo.timeline import Timeline
from auriga_web.discussion import operations as discussion
from auriga_web.discussion.models import Comment
from auriga_web.needs import operations
from auriga_web.needs.models import AnswerKind, Need, SpeaksFor, TargetGroup
from auriga_web.needs.operations import Draft
from auriga_web.services.models import ServiceArea

# Needs on which organisations have taken a position: body, sentence, and their interest if any.
_POSITIONS = {
    "visite": [
        (
            "ruote",
            "Abbiamo un'auto attrezzata ferma due giorni alla settimana e tre volontari.",
            "",
        ),
        (
            "spigolina",
            "Possiamo tenere il calendario e l'assicurazione.",
            "Saremmo noi a gestirlo.",
        ),
        ("c-foligno", "Mettiamo il parcheggio riservato davanti all'ospedale.", ""),
        ("famiglie", "Serve anche ai nostri ragazzi: aderiamo.", ""),
    ],
    "compiti": [("compiti", "Abbiamo i volontari, ci manca una sede.", "")],
    "portineria": [("zolla", "È un lavoro che sappiamo fare.", "Saremmo noi a gestirla.")],
    "sportello-caregiver": [("calesse", "Lo proponiamo da tempo.", "Saremmo noi a gestirlo.")],
    "ragazzi-valnerina": [("c-norcia", "La palestra della vecchia scuola è libera.", "")],
    "dopo-di-noi": [("famiglie", "Siamo noi ad averlo chiesto: grazie a chi aderisce.", "")],
    "attrezzi": [("bancatempo", "Il locale c'è già, in via Dante.", "")],
    "italiano": [("lagoaperto", "Due insegnanti sono pronte per la sera.", "")],
}
# What the person who signs in as a citizen needs too.
_SUPPORTED_BY_THE_CITIZEN = {"sportello-caregiver", "compiti", "autobus-sera", "psicologo"}
_FIRST_ANSWERS = (
    "Abbiamo letto, e ne parliamo con il comune e con le cooperative della zona. Entro un mese "
    "scriviamo qui che cosa si può fare e che cosa no.",
    "È un bisogno che conosciamo da più zone. Stiamo contando quante persone riguarda: se lo è "
    "anche per te, premi «Serve anche a me».",
    "Grazie di averlo scritto. Abbiamo chiesto i numeri alla zona sociale e li pubblichiamo qui.",
)


class NeedStories:
    """Puts what happens to every need on the timeline."""

    def __init__(
        self, content: Content, cast: Cast, timeline: Timeline, random: Random, *, now: datetime
    ) -> None:
        self.content, self.cast, self.timeline = content, cast, timeline
        self.random, self.now = random, now
        rows = db.session.execute(select(ServiceArea.slug, ServiceArea.id))
        self.areas = {row.slug: row.id for row in rows}
        self.needs: dict[str, Need] = {}
        self.writers = [person.id for person in cast.residents[:60]]

    def tell(self) -> None:
        """Put every need, in the order of the file, on the timeline."""
        for text in self.content.needs:
            self._tell(text)

    def _tell(self, text: NeedText) -> None:
        written = self.now - timedelta(days=text.days) + timedelta(hours=self.random.randrange(9))
        author = self.cast.actor(
            self.cast.persons[text.author].id if text.author else self.random.choice(self.writers)
        )
        is_public = text.end not in {"submitted", "returned"}
        if not is_public:
            # Held for a first reading, because its author has never written before.
            author = self.cast.newcomer(written - timedelta(days=3), text.comune)
        self.timeline.at(written, self._write, text, author)
        if not is_public:
            if text.end == "returned":
                self.timeline.at(written + timedelta(days=1), self._return, text)
            return
        span = min(timedelta(days=text.days), timedelta(days=45)) - timedelta(hours=12)
        others = [who for who in self.writers if who != author.person_id]
        for person_id in self.random.sample(others, min(text.supports, len(others))):
            moment = written + span * self.random.random()
            self.timeline.at(moment, self._support, text, person_id)
        if text.key in _SUPPORTED_BY_THE_CITIZEN:
            citizen = self.cast.persons["cittadina"].id
            self.timeline.at(written + span / 2, self._support, text, citizen)
        self._discuss(text, others, written, span)
        for number, (body, sentence, interest) in enumerate(_POSITIONS.get(text.key, [])):
            moment = written + timedelta(days=2 + number)
            self.timeline.at(moment, self._take_position, text, body, sentence, interest)
        self._answer(text, author, written)

    def _write(self, text: NeedText, author: Actor, at: datetime) -> None:
        draft = Draft(
            title=text.title,
            body=text.body,
            service_area_id=self.areas[text.area],
            comune_id=self.cast.place_id(text.comune),
            speaks_for=SpeaksFor.OTHERS
            if text.speaks_for == "my_organisation"
            else SpeaksFor(text.speaks_for),
            frazione=text.frazione,
            target_groups=tuple(TargetGroup(group) for group in text.groups),
            has_consented=True,
        )
        need = operations.write_need(draft, actor=author, now=at)
        if text.key in PICTURED:
            what, description = PICTURED[text.key]
            operations.add_picture(
                need, prepare_picture(draw(what)), description=description, actor=author, now=at
            )
        operations.submit_need(need, actor=author, now=at)
        self.needs[text.key] = need

    def _return(self, text: NeedText, at: datetime) -> None:
        operations.return_need(
            self.needs[text.key], reason=text.reason, actor=self.cast.moderator, now=at
        )

    def _support(self, text: NeedText, person_id: int, at: datetime) -> None:
        need = self.needs[text.key]
        if need.is_open:
            operations.support_need(
                need, actor=self.cast.actor(person_id), now=at, has_consented=True
            )

    def _take_position(
        self, text: NeedText, body: str, sentence: str, interest: str, at: datetime
    ) -> None:
        operations.take_position(
            self.needs[text.key],
            sentence=sentence,
            interest=interest,
            actor=self.cast.speaker(body),
            now=at,
        )

    def _discuss(
        self, text: NeedText, people: list[int], written: datetime, span: timedelta
    ) -> None:
        said = self.content.comments_on(text.area, text.comune)
        self.random.shuffle(said)
        number = min(len(said), 2 + text.supports // 8)
        moments = sorted(written + span * self.random.random() for _ in range(number))
        replies = self.random.sample(self.content.replies, len(self.content.replies))
        for body, moment in zip(said, moments, strict=False):
            speaker = self.random.choice(people)
            answers = [
                (self.random.choice(people), replies.pop())
                for _ in range(min(self.random.choice((0, 0, 1, 1, 2)), len(replies)))
            ]
            self.timeline.at(moment, self._comment, text, speaker, body, answers)

    def _comment(
        self,
        text: NeedText,
        speaker: int,
        body: str,
        answers: list[tuple[int, str]],
        at: datetime,
    ) -> None:
        need = self.needs[text.key]
        if not need.is_open:
            return
        comment = self._say(need, speaker, body, at, parent=None)
        for number, (person_id, reply) in enumerate(answers, 1):
            if person_id != speaker:
                self._say(need, person_id, reply, at + timedelta(hours=number), parent=comment)
        fans = self.random.sample(self.writers, self.random.choice((0, 0, 1, 2, 3, 5, 8)))
        for person_id in fans:
            if person_id != speaker:
                discussion.mark_useful(comment, actor=self.cast.actor(person_id), now=at)

    def _say(
        self, need: Need, person_id: int, body: str, at: datetime, *, parent: Comment | None
    ) -> Comment:
        return discussion.post_comment(
            "need", need.id, actor=self.cast.actor(person_id), body=body, now=at, parent=parent
        )

    def _answer(self, text: NeedText, author: Actor, written: datetime) -> None:
        at, days = self.timeline.at, self.random.randrange(8, 27)
        # One need in six of those still waiting is overdue, as it would be.
        if text.end != "published" or (text.days > days and self.random.random() < 0.7):
            said = self.random.choice(_FIRST_ANSWERS)
            first = written + timedelta(days=min(days, text.days - 0.5))
            at(first, self._give, text, AnswerKind.FIRST, said)
        later = written + timedelta(days=max(text.days * 0.6, days + 1))
        match text.end:
            case "answered":
                at(later, self._give, text, AnswerKind.FINAL, text.answer)
            case "not_pursued":
                at(later, self._not_pursue, text)
            case "taken_up":
                at(later, self._take_up, text)
            case "merged":
                at(later, self._merge, text)
            case "withdrawn":
                at(self.now - timedelta(days=1), self._withdraw, text, author)

    def _give(self, text: NeedText, kind: AnswerKind, body: str, at: datetime) -> None:
        need = self.needs[text.key]
        if need.is_open:
            operations.answer_need(need, kind=kind, body=body, actor=self.cast.facilitator, now=at)

    def _not_pursue(self, text: NeedText, at: datetime) -> None:
        operations.decide_not_to_pursue(
            self.needs[text.key], reason=text.reason, actor=self.cast.facilitator, now=at
        )

    def _take_up(self, text: NeedText, at: datetime) -> None:
        need = self.needs[text.key]
        if need.state.value == "published":
            operations.take_up(need, actor=self.cast.facilitator, now=at)

    def _withdraw(self, text: NeedText, author: Actor, at: datetime) -> None:
        operations.withdraw_need(self.needs[text.key], reason=text.reason, actor=author, now=at)

    def _merge(self, text: NeedText, at: datetime) -> None:
        operations.merge_needs(
            self.needs[text.key],
            into=self.needs[text.into],
            actor=self.cast.moderator,
            now=at,
        )
