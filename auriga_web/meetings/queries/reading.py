"""One meeting, with what its page shows."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from auriga_web.core.database import db
from auriga_web.initiatives.models import Initiative
from auriga_web.meetings.models import AgendaItem, Meeting, Minutes, MinutesState
from auriga_web.organisations.models import Organisation
from auriga_web.processes.models import Process
from auriga_web.territories.models import Territory


class MeetingPage(NamedTuple):
    """What the page of a meeting shows of it."""

    meeting: Meeting
    caller_name: str
    territory: Territory
    process_title: str | None
    # None also for an initiative that moderation took from view.
    initiative_title: str | None
    minutes_state: MinutesState | None


def get_meeting(meeting_id: int) -> Meeting:
    """Return a meeting: every call is public.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(select(Meeting).where(Meeting.id == meeting_id)).one()


def find_meeting(meeting_id: int) -> Meeting | None:
    """Return a meeting, or nothing."""
    return db.session.get(Meeting, meeting_id)


def get_meeting_page(meeting_id: int) -> MeetingPage:
    """Return a meeting with who calls it, where, and what it belongs to.

    :raises NoResultFound: if there is none.
    """
    row = db.session.execute(
        select(
            Meeting, Organisation.name, Territory, Process.title, Initiative.title, Minutes.state
        )
        .join(Organisation, Organisation.id == Meeting.caller_id)
        .join(Territory, Territory.id == Meeting.territory_id)
        .join(Process, Process.id == Meeting.process_id, isouter=True)
        .join(
            Initiative,
            (Initiative.id == Meeting.initiative_id) & Initiative.hidden_at.is_(None),
            isouter=True,
        )
        .join(Minutes, Minutes.meeting_id == Meeting.id, isouter=True)
        .where(Meeting.id == meeting_id)
    ).one()
    return MeetingPage(*row)


def list_agenda(meeting_id: int) -> Sequence[AgendaItem]:
    """Return the points of the agenda in their order."""
    return db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def list_by_ids(meeting_ids: Sequence[int]) -> Sequence[Meeting]:
    """Return these meetings, in one statement."""
    return db.session.scalars(
        select(Meeting).where(Meeting.id.in_(meeting_ids)).order_by(Meeting.id)
    ).all()
