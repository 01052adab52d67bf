"""The meeting itself, its agenda, who has a seat and who came."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auriga_web.core.access import Channel
from auriga_web.core.database import Base


class MeetingFormat(StrEnum):
    """Where one can be present."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class SeatState(StrEnum):
    """Whether somebody who signed up has a seat."""

    SEATED = "seated"
    WAITING = "waiting"


class Meeting(Base):
    """A call to meet. `seats` is how many fit in, None where nobody counts them."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("seats IS NULL OR seats > 0", name="some_seats"),
        CheckConstraint("seated_count >= 0 AND waiting_count >= 0", name="counts_not_negative"),
        CheckConstraint("seats IS NULL OR seated_count <= seats", name="no_more_than_fit_in"),
        CheckConstraint("format = 'online' OR place <> ''", name="is_somewhere"),
        CheckConstraint("format = 'in_person' OR online_url <> ''", name="is_somewhere_online"),
        CheckConstraint(
            "cancelled_at IS NULL OR cancel_reason <> ''", name="cancelled_for_a_reason"
        ),
        Index("ix_meeting_listing", "starts_at", "id"),
        Index("ix_meeting_process_listing", "process_id", "starts_at", "id"),
        Index("ix_meeting_initiative_listing", "initiative_id", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(Text)
    purpose_html: Mapped[str] = mapped_column(Text)
    format: Mapped[MeetingFormat]
    place: Mapped[str] = mapped_column(String(300), default="")
    # Read by those who have a seat alone.
    online_url: Mapped[str] = mapped_column(String(300), default="")
    # Steps, hearing loop, parking, interpreters: what one needs to know before one comes.
    access_notes: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seats: Mapped[int | None]
    seated_count: Mapped[int] = mapped_column(default=0)
    waiting_count: Mapped[int] = mapped_column(default=0)
    # How many came without an account; they are not named.
    others_count: Mapped[int] = mapped_column(default=0)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    # Who calls: always a body.
    caller_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    process_id: Mapped[int | None] = mapped_column(ForeignKey("process.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"))
    author_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    # What the sheet at the door shows as a QR code: whoever reads it is there.
    check_in_code: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def purpose_rendered(self) -> Markup:
        """What it is for, sanitised when it was written."""
        return Markup(self.purpose_html)  # noqa: S704

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class AgendaItem(Base):
    """A point of the agenda and how long it takes."""

    __tablename__ = "meeting_agenda_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "position"),
        CheckConstraint("minutes > 0", name="takes_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]


class Seat(Base):
    """That somebody signed up: with a seat, or in line for one by order of `id`."""

    __tablename__ = "meeting_seat"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        Index("ix_meeting_seat_line", "meeting_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[SeatState]
    # What they need in order to take part; deleted after the meeting.
    access_needs: Mapped[str] = mapped_column(String(500), default="")
    signed_up_at: Mapped[datetime]


class Attendance(Base):
    """That somebody was there, for themselves or for a body."""

    __tablename__ = "meeting_attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    body_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    channel: Mapped[Channel]
    at: Mapped[datetime]
