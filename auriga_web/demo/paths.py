"""The stories of processes: how they were opened, their meetings, and what came of them."""

import tomllib
from datetime import datetime, time, timedelta
from importlib import resources
from random import Random
from typing import Any

from auriga_web.core.clock import ROME
from auriga_web.demo.initiatives import InitiativeStories
from auriga_web.demo.people import Cast
from auriga_web.demo.timeline import Timeline
from auriga_web.meetings import operations as meetings
from auriga_web.meetings import queries as meeting_queries
from auriga_web.meetings import rules as meeting_rules
from auriga_web.meetings.models import Meeting, MeetingFormat
from auriga_web.processes import operations
from auriga_web.processes.models import Process, Recipe


class PathStories:
    """Puts processes and meetings on the timeline, each in the days its story says."""

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
        self.processes: dict[str, Process] = {}
        self.meetings: dict[str, Meeting] = {}
        told = resources.files("auriga_web.demo").joinpath("stories/paths.toml")
        self.stories: dict[str, Any] = tomllib.loads(told.read_text("utf-8"))

    def tell(self) -> None:
        """Put every process and every meeting on the timeline."""
        for row in self.stories["processes"]:
            self.timeline.at(self._day(row["first_days"] - 7), self._open, row)
            if "concluded_days" in row:
                self.timeline.at(self._day(row["concluded_days"]), self._conclude, row)
        for row in self.stories["meetings"]:
            held = self._day(row["days"])
            self.timeline.at(min(held, self.now) - timedelta(days=9), self._call, row)
            self.timeline.at(min(held, self.now) - timedelta(days=6), self._sign_up, row)
            if row["minutes"]:
                self.timeline.at(held + timedelta(hours=3), self._note_presence, row)
                self.timeline.at(held + timedelta(days=2), self._write_minutes, row)
                self.timeline.at(held + timedelta(days=10), self._publish, row)
                self.timeline.at(held + timedelta(days=20), self._keep, row)

    def _day(self, days: int) -> datetime:
        day = (self.now + timedelta(days=days)).astimezone(ROME).date()
        return meeting_rules.wall_clock(datetime.combine(day, time(18)))

    def _open(self, row: dict[str, Any], at: datetime) -> None:
        process = operations.start_process(
            recipe=Recipe(row["recipe"]),
            text=operations.ProcessText(
                title=row["title"],
                summary=row["summary"],
                purpose=row["purpose"].strip(),
                promise=row["promise"],
                promise_by=row["promise_by"],
                promise_due_on=self._day(row["promise_days"]).date(),
            ),
            owner_id=self.cast.bodies["consorzio"].id,
            territory_id=self.cast.place_id(row["place"]),
            first_day=self._day(row["first_days"]).date(),
            actor=self.cast.facilitator,
            now=at,
        )
        operations.open_process(process, actor=self.cast.facilitator, now=at)
        self.processes[row["key"]] = process

    def _conclude(self, row: dict[str, Any], at: datetime) -> None:
        process = self.processes[row["key"]]
        operations.conclude(process, outcome=row["outcome"], actor=self.cast.facilitator, now=at)

    def _call(self, row: dict[str, Any], at: datetime) -> None:
        held = self._day(row["days"])
        process, about = self.processes[row["process"]], row["initiative"]
        self.meetings[row["title"]] = meetings.call_meeting(
            draft=meetings.CallDraft(
                title=row["title"],
                purpose=row["purpose"],
                format=MeetingFormat.IN_PERSON,
                starts_at=held,
                ends_at=held + timedelta(hours=2),
                place=row["place"],
                access_notes=row["access"],
                seats=row["seats"],
            ),
            agenda=[meeting_rules.AgendaLine(*point) for point in row["agenda"]],
            caller_id=self.cast.bodies["consorzio"].id,
            territory_id=process.territory_id,
            process_id=process.id,
            initiative_id=self.initiatives.initiatives[about].id if about else None,
            actor=self.cast.facilitator,
            now=at,
        )

    def _sign_up(self, row: dict[str, Any], at: datetime) -> None:
        meeting = self.meetings[row["title"]]
        for person in self.random.sample(self.cast.residents, row["signed_up"]):
            meetings.sign_up(meeting, access_needs="", actor=self.cast.actor(person.id), now=at)

    def _note_presence(self, row: dict[str, Any], at: datetime) -> None:
        meeting, staff = self.meetings[row["title"]], self.cast.facilitator
        came = meeting_queries.list_signed_up_ids(meeting.id)[: row["present"]]
        meetings.mark_present(meeting, person_ids=list(came), actor=staff, now=at)
        meetings.count_others(meeting, count=row["others"], actor=staff, now=at)

    def _write_minutes(self, row: dict[str, Any], at: datetime) -> None:
        meeting, staff = self.meetings[row["title"]], self.cast.facilitator
        about = self._about(row)
        minutes = meetings.write_minutes(
            meeting, body=row["minutes"].strip(), known_version=0, actor=staff, now=at
        )
        for text in row["decisions"]:
            meetings.add_decision(minutes, text=text, **about, actor=staff, now=at)
        for who, what, days, _is_kept in row["commitments"]:
            due_on = (meeting.starts_at + timedelta(days=days)).date()
            meetings.add_commitment(
                minutes, what=what, who=who, due_on=due_on, **about, actor=staff, now=at
            )
        meetings.ask_for_corrections(minutes, actor=staff, now=at)

    def _publish(self, row: dict[str, Any], at: datetime) -> None:
        minutes = meeting_queries.get_minutes(self.meetings[row["title"]].id)
        meetings.approve(minutes, actor=self.cast.facilitator, now=at)
        meetings.publish(minutes, actor=self.cast.facilitator, now=at)

    def _keep(self, row: dict[str, Any], at: datetime) -> None:
        minutes = meeting_queries.get_minutes(self.meetings[row["title"]].id)
        kept = {what for _who, what, _days, is_kept in row["commitments"] if is_kept}
        for promised in meeting_queries.list_commitments(minutes.id):
            if promised.what in kept:
                commitment, _minutes = meeting_queries.get_commitment(promised.id)
                meetings.settle_commitment(
                    commitment,
                    minutes,
                    is_kept=True,
                    note="",
                    actor=self.cast.facilitator,
                    now=at,
                )

    def _about(self, row: dict[str, Any]) -> dict[str, int | None]:
        about = row["initiative"]
        if about:
            return {"need_id": None, "initiative_id": self.initiatives.initiatives[about].id}
        key = self.initiatives.rows[row["need_of"]]["needs"][0]
        return {"need_id": self.initiatives.needs.needs[key].id, "initiative_id": None}
