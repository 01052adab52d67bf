"""The stories of initiatives: from an idea to what came of it."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from auriga_web.core.access import Actor
from auriga_web.demo.content import Content
from auriga_web.demo.needs import NeedStories
from auriga_web.demo.people import Cast
from auriga_web.demo.timeline import Timeline
from auriga_web.discussion import operations as discussion
from auriga_web.discussion.models import Stance
from auriga_web.initiatives import operations, queries
from auriga_web.initiatives.models import Initiative
from auriga_web.initiatives.operations import TextDraft

_WRITTEN_TOGETHER = frozenset({"in_vote", "concluded", "in_progress", "rejected", "co_design"})
_SAID = {
    Stance.FOR: "initiative_for",
    Stance.NEUTRAL: "initiative_neutral",
    Stance.AGAINST: "initiative_against",
}
_STANCES = [Stance.FOR] * 4 + [Stance.NEUTRAL] * 2 + [Stance.AGAINST]


class InitiativeStories:
    """Puts what happens to every initiative on the timeline, up to the vote and after it."""

    def __init__(
        self,
        content: Content,
        cast: Cast,
        needs: NeedStories,
        timeline: Timeline,
        random: Random,
        *,
        now: datetime,
    ) -> None:
        self.content, self.cast, self.needs, self.timeline = content, cast, needs, timeline
        self.random, self.now = random, now
        self.initiatives: dict[str, Initiative] = {}
        self.rows = {row["key"]: row for row in content.initiatives}

    def tell(self) -> None:
        """Put every initiative on the timeline, as far as it goes without a vote."""
        for row in self.content.initiatives:
            proposed = self.now - timedelta(days=row["days"])
            self.timeline.at(proposed, self._propose, row)
            if row["end"] == "idea":
                continue
            self.timeline.at(proposed + timedelta(days=4), self._explore, row)
            self.timeline.at(proposed + timedelta(days=6), self._fill, row)
            if row["end"] in _WRITTEN_TOGETHER:
                self.timeline.at(proposed + timedelta(days=10), self._write_together, row)
                self._amend(row, proposed + timedelta(days=14))
            self._discuss(row, proposed + timedelta(days=5))

    def freeze(self, key: str, at: datetime) -> None:
        """Freeze the text of an initiative, so that it can be voted on."""
        operations.freeze(self.initiatives[key], actor=self.cast.facilitator, now=at)

    def work_on(self, key: str, *, begun: datetime) -> None:
        """Put the work that a vote approved on the timeline, up to its outcome if it has one."""
        row = self.rows[key]
        self.timeline.at(begun, self._start_work, row)
        for number, (_title, days) in enumerate(row["milestones"]):
            moment = begun + timedelta(days=days)
            if moment < self.now - timedelta(days=45):
                self.timeline.at(moment, self._reach, key, number)
        if row["end"] == "concluded":
            self.timeline.at(self.now - timedelta(days=19), self._conclude, row)

    def _explore(self, row: dict[str, Any], at: datetime) -> None:
        initiative = self.initiatives[row["key"]]
        operations.explore(initiative, actor=self.cast.facilitator, now=at)

    def _start_work(self, row: dict[str, Any], at: datetime) -> None:
        initiative = self.initiatives[row["key"]]
        operations.start_work(initiative, actor=self.cast.facilitator, now=at)

    def _conclude(self, row: dict[str, Any], at: datetime) -> None:
        initiative = self.initiatives[row["key"]]
        operations.conclude(initiative, outcome=row["outcome"], actor=self.cast.facilitator, now=at)

    def _propose(self, row: dict[str, Any], at: datetime) -> None:
        answered = [self.needs.needs[key] for key in row["needs"]]
        self.initiatives[row["key"]] = operations.propose(
            text=TextDraft(title=row["title"], summary=row["summary"], body=row["body"].strip()),
            need_ids=[need.id for need in answered],
            territory_id=answered[0].comune_id,
            area_id=answered[0].service_area_id,
            runner_id=self.cast.bodies[row["runner"]].id,
            actor=self._promoter(row),
            now=at,
        )

    def _fill(self, row: dict[str, Any], at: datetime) -> None:
        initiative, promoter = self.initiatives[row["key"]], self._promoter(row)
        partner = operations.add_partner(
            initiative,
            organisation_id=self.cast.bodies[row["runner"]].id,
            role="Gestisce il servizio",
            contribution="Mette la persona che coordina",
            actor=promoter,
            now=at,
        )
        for label, asked, brought in row["costs"]:
            operations.add_cost(
                initiative,
                label=label,
                asked_cents=asked * 100,
                brought_cents=brought * 100,
                partner_id=partner.id if brought else None,
                actor=promoter,
                now=at,
            )

    def _write_together(self, row: dict[str, Any], at: datetime) -> None:
        initiative = self.initiatives[row["key"]]
        operations.write_together(initiative, actor=self.cast.facilitator, now=at)
        begun = self._work_begins(row, at)
        for title, days in row["milestones"]:
            operations.add_milestone(
                initiative,
                title=title,
                due_on=(begun + timedelta(days=days)).date(),
                actor=self._promoter(row),
                now=at,
            )

    def _work_begins(self, row: dict[str, Any], at: datetime) -> datetime:
        is_past = row["end"] in {"concluded", "in_progress", "rejected"}
        return self.now - timedelta(days=150) if is_past else max(at, self.now) + timedelta(days=20)

    def _amend(self, row: dict[str, Any], begun: datetime) -> None:
        for number, change in enumerate(row.get("amendments", ())):
            speaker = self.cast.actor(self.random.choice(self.needs.writers))
            moment = begun + timedelta(days=9 * number)
            self.timeline.at(moment, self._propose_change, row, change, speaker)

    def _propose_change(
        self, row: dict[str, Any], change: dict[str, str], speaker: Actor, at: datetime
    ) -> None:
        amendment = operations.propose_amendment(
            self.initiatives[row["key"]],
            passage=change["passage"],
            replacement=change["replacement"],
            reason=change["reason"],
            actor=speaker,
            now=at,
        )
        answer, later = change.get("answer"), at + timedelta(days=5)
        if answer == "accepted":
            operations.accept_amendment(amendment, actor=self._promoter(row), now=later)
        elif answer:
            operations.refuse_amendment(
                amendment, reason=answer, actor=self._promoter(row), now=later
            )

    def _discuss(self, row: dict[str, Any], begun: datetime) -> None:
        people = self.needs.writers
        said: dict[Stance, list[str]] = {
            stance: self.random.sample(
                self.content.comments[pool], len(self.content.comments[pool])
            )
            for stance, pool in _SAID.items()
        }
        for number in range(self.random.randrange(3, 7)):
            stance = self.random.choice(_STANCES)
            if not said[stance]:
                continue
            speaker = self.cast.actor(self.random.choice(people))
            moment = begun + timedelta(hours=7 * number)
            self.timeline.at(moment, self._say, row, stance, said[stance].pop(), speaker)

    def _say(
        self, row: dict[str, Any], stance: Stance, body: str, speaker: Actor, at: datetime
    ) -> None:
        discussion.post_comment(
            "initiative",
            self.initiatives[row["key"]].id,
            actor=speaker,
            body=body,
            stance=stance,
            now=at,
        )

    def _reach(self, key: str, number: int, at: datetime) -> None:
        initiative = self.initiatives[key]
        milestone = queries.list_milestones(initiative.id)[number]
        operations.reach_milestone(
            initiative, milestone, note="", actor=self.cast.facilitator, now=at
        )

    def _promoter(self, row: dict[str, Any]) -> Actor:
        return self.cast.speaker(row["promoter"])
